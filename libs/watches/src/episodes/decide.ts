import { bookName, envelope, type AlertClosed, type AlertOpened, type WatchFinding } from '@tickettape/contracts';
import type { Look } from '../books/look.js';
import type { Judgement } from '../judge/judgement.js';
import { ruleText } from '../words/rule-text.js';
import { reachOf, sameRule, type Watched } from '../watched.js';
import { evidenceOf, priceNow } from './evidence.js';
import { holdMsOf, rearmMsOf } from './settings.js';
import { decideSight } from './sight.js';
import { evolveStanding, isAfter, type Episode, type OpenEpisode, type Standing } from './standing.js';
import type { Streak } from './streak.js';

/** One look at the book of a watch, with what it proves and what the looks before it proved. */
export type Judged = {
  look: Look;
  judgement: Judgement;
  /** Before this look. */
  before: Streak;
  /** After it. */
  after: Streak;
};

/**
 * What one look adds to what a watch has told. No clock, no I/O: a look that is evaluated again after its facts were stored adds nothing, so
 * duplicates and restarts change nothing. A watch begins with the first look after its rule was defined.
 */
export const decide = (watch: Watched, standing: Standing, judged: Judged): WatchFinding[] => {
  const superseded = supersede(watch, standing.episode, watch.since);
  const { episode } = superseded.reduce<Standing>(evolveStanding, standing);
  if (bookName(judged.look.key) !== bookName(watch) || !isAfter(judged.look.observedAt, watch.since)) return superseded;
  return [...superseded, ...decideByLook(watch, episode, judged), ...decideSight(watch, standing.sight, judged.look)];
};

/** Closes an episode whose watch was removed (null), is paused or asks something else by now; `time` is when that was decided. */
export const supersede = (watch: Watched | null, episode: Episode, time: string): AlertClosed[] => {
  if (episode.status === 'idle' || (watch !== null && !watch.isPaused && sameRule(watch, episode))) return [];
  const what = watch === null ? 'removed' : watch.isPaused ? 'paused' : 'changed';
  return [closed(episode, { reason: `the watch was ${what}`, time, position: null })];
};

const decideByLook = (watch: Watched, episode: Episode, judged: Judged): (AlertClosed | AlertOpened)[] => {
  const { look } = judged;
  if (episode.asOf !== null && !isAfter(look.observedAt, episode.asOf)) return [];
  if (episode.status === 'idle') return isDue(watch, judged) ? [opened(watch, episode.number + 1, judged)] : [];
  const ended = endOf(watch, judged);
  if (ended === null) return [];
  const told = watch.tellOver === true ? { over: overOf(watch, episode, look) } : {};
  const close = closed(episode, { reason: ended.reason, position: ended.position, time: ended.since }, told);
  return isDue(watch, judged) ? [close, opened(watch, episode.number + 1, judged)] : [close];
};

const elapsedMs = (since: string, { atMs }: Look): number => atMs - Date.parse(since);

const isDue = (watch: Watched, { look, judgement, after }: Judged): boolean =>
  judgement.kind === 'holds' && after.held !== null && look.atMs - after.held.sinceMs >= holdMsOf(watch);

/**
 * The look that found the condition over, where no look since found it holding for as long as the watch asks; also where it holds again by now. The episode
 * ended with that look.
 */
const endOf = (watch: Watched, { look, judgement, before, after }: Judged): Streak['over'] => {
  const end = judgement.kind === 'holds' ? before.over : after.over;
  return end !== null && look.kind === 'seen' && elapsedMs(end.since, look) >= rearmMsOf(watch) ? end : null;
};

const source = '/tickettape/notifier';

const opened = (watch: Watched, number: number, { look, judgement }: Judged): AlertOpened => {
  const { watchId, source: bookSource, eventId, name, condition } = watch;
  const holding = judgement as Extract<Judgement, { kind: 'holds' }>;
  const held = holdMsOf(watch) > 0 ? new Date(look.atMs - holdMsOf(watch)).toISOString() : null;
  const subject = { id: `alert:${watchId}:${number}:opened`, source, subject: watchId, time: look.observedAt };
  return envelope('alert.opened.v1', subject, {
    source: bookSource,
    eventId,
    watchId,
    alertId: `${watchId}:${number}`,
    episode: number,
    name,
    condition,
    ...reachOf(watch),
    rule: ruleText(condition),
    reason: holding.reason,
    evidence: evidenceOf(condition, look, holding, held),
  });
};

const overOf = (watch: Watched, episode: OpenEpisode, look: Look) => ({
  ...reachOf(watch),
  name: watch.name,
  openedAt: episode.openedAt,
  before: episode.price,
  after: priceNow(watch.condition, look),
});

type Closing = { reason: string; time: string; position: number | null };

const closed = (episode: OpenEpisode, { reason, time, position }: Closing, told: Pick<AlertClosed['data'], 'over'> = {}): AlertClosed => {
  const { source: bookSource, eventId, watchId, alertId, number } = episode;
  const subject = { id: `alert:${watchId}:${number}:closed`, source, subject: watchId, time };
  const about = { source: bookSource, eventId, watchId, alertId, episode: number };
  return envelope('alert.closed.v1', subject, { ...about, reason, position, ...told });
};
