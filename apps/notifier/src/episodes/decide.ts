import { bookName, envelope, type AlertClosed, type AlertFact, type AlertOpened, type Listing } from '@tickettape/contracts';
import type { Look } from '../books/look.js';
import { sameRule, type Watched } from '../watches/watched.js';
import { judge } from './conditions/judge.js';
import { evolve, isAfter, type Episode, type OpenEpisode } from './episode.js';
import { evidenceOf } from './evidence.js';

/**
 * The alert facts that one look adds to one watch. No clock, no I/O: a look that is evaluated again after its facts were stored adds nothing,
 * so duplicates and restarts change nothing. A watch begins with the first look after its rule was defined.
 */
export const decide = (watch: Watched, episode: Episode, look: Look): AlertFact[] => {
  const superseded = supersede(watch, episode, watch.since);
  return [...superseded, ...decideByLook(watch, superseded.reduce<Episode>(evolve, episode), look)];
};

/** Closes an episode whose watch was removed (null), is paused or asks something else by now; `time` is when that was decided. */
export const supersede = (watch: Watched | null, episode: Episode, time: string): AlertClosed[] => {
  if (episode.status === 'idle' || (watch !== null && !watch.isPaused && sameRule(watch, episode))) return [];
  const what = watch === null ? 'removed' : watch.isPaused ? 'paused' : 'changed';
  return [closed(episode, { reason: `the watch was ${what}`, time, position: null })];
};

const decideByLook = (watch: Watched, episode: Episode, look: Look): AlertFact[] => {
  if (!isNews(watch, episode, look)) return [];
  const { observedAt: time, position } = look;
  if (episode.status === 'open') {
    const judgement = judge(watch.condition, look, episode);
    return judgement.kind === 'over' ? [closed(episode, { reason: judgement.reason, time, position })] : [];
  }
  const judgement = judge(watch.condition, look, null);
  return judgement.kind === 'holds' ? [opened(watch, episode.number + 1, look, judgement)] : [];
};

const isNews = (watch: Watched, { asOf }: Episode, { key, observedAt }: Look): boolean =>
  bookName(key) === bookName(watch) && isAfter(observedAt, watch.since) && (asOf === null || isAfter(observedAt, asOf));

const source = '/tickettape/notifier';

const opened = (watch: Watched, number: number, look: Look, met: { reason: string; listings: readonly Listing[] }): AlertOpened => {
  const { watchId, source: bookSource, eventId, name, condition, channels } = watch;
  const subject = { id: `alert:${watchId}:${number}:opened`, source, subject: watchId, time: look.observedAt };
  return envelope('alert.opened.v1', subject, {
    source: bookSource,
    eventId,
    watchId,
    alertId: `${watchId}:${number}`,
    episode: number,
    name,
    condition,
    channels,
    reason: met.reason,
    evidence: evidenceOf(condition, look, met.listings),
  });
};

type Closing = { reason: string; time: string; position: number | null };

const closed = (episode: OpenEpisode, { reason, time, position }: Closing): AlertClosed => {
  const { source: bookSource, eventId, watchId, alertId, number } = episode;
  const subject = { id: `alert:${watchId}:${number}:closed`, source, subject: watchId, time };
  return envelope('alert.closed.v1', subject, { source: bookSource, eventId, watchId, alertId, episode: number, reason, position });
};
