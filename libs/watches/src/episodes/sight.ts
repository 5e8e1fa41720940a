import { envelope, leavesOf, type WatchBlinded, type WatchSighted } from '@tickettape/contracts';
import { listingsBefore, type BlindLook, type Look, type SeenLook } from '../books/look.js';
import { reachOf, type Watched } from '../watched.js';
import { at, duration, valueText } from '../words/phrases.js';
import { lastSeen, priceNow } from './evidence.js';
import { blindAfterSecondsOf } from './settings.js';
import { isAfter, type Sight } from './standing.js';

const source = '/tickettape/notifier';

/**
 * What is told of blindness itself: once when a watch could not be judged for longer than its tolerance, and once when sight returns. A watch whose own
 * condition is blindness tells it by its alerts.
 */
export const decideSight = (watch: Watched, sight: Sight, look: Look): (WatchBlinded | WatchSighted)[] => {
  if (sight.asOf !== null && !isAfter(look.observedAt, sight.asOf)) return [];
  if (look.kind === 'seen') return sight.isBlinded ? [sighted(watch, sight, look)] : [];
  const isTold = sight.isBlinded || leavesOf(watch.condition).some(({ kind }) => kind === 'blind');
  const blindMs = look.atMs - Date.parse(look.since);
  return isTold || blindMs < blindAfterSecondsOf(watch) * 1_000 ? [] : [blinded(watch, sight, look)];
};

const noticeOf = (watch: Watched, number: number, position: number) => ({
  ...reachOf(watch),
  source: watch.source,
  eventId: watch.eventId,
  watchId: watch.watchId,
  name: watch.name,
  noticeId: `${watch.watchId}:blind:${number}`,
  blindness: number,
  position,
});

const blinded = (watch: Watched, sight: Sight, look: BlindLook): WatchBlinded => {
  const number = sight.number + 1;
  const about = { id: `watch:${watch.watchId}:blind:${number}:blinded`, source, subject: watch.watchId, time: look.observedAt };
  return envelope('watch.blinded.v1', about, {
    ...noticeOf(watch, number, look.position),
    since: look.since,
    toleranceSeconds: blindAfterSecondsOf(watch),
    reason: look.reason,
    detail: look.detail,
    lastSeen: lastSeen(watch.condition, look),
  });
};

const sighted = (watch: Watched, { number, lastSeen: before }: Sight, look: SeenLook): WatchSighted => {
  const about = { id: `watch:${watch.watchId}:blind:${number}:sighted`, source, subject: watch.watchId, time: look.observedAt };
  const after = priceNow(watch.condition, look);
  return envelope('watch.sighted.v1', about, {
    ...noticeOf(watch, number, look.position),
    gap: { from: look.before.lastSightAt, to: look.observedAt },
    before,
    after,
    missed: [gapText(look), getInText(before, after), listingsText(look)].filter((text) => text !== null).join('; '),
  });
};

const gapText = ({ before: { lastSightAt }, observedAt, atMs }: SeenLook): string => {
  if (lastSightAt === null) return `nothing was seen before ${at(observedAt, observedAt)}`;
  const minutes = Math.max(1, Math.round((atMs - Date.parse(lastSightAt)) / 60_000));
  return `nothing was seen for ${duration(minutes * 60)}, from ${at(lastSightAt, observedAt)} to ${at(observedAt, observedAt)}`;
};

const getInText = (before: WatchSighted['data']['before'], after: WatchSighted['data']['before']): string | null => {
  if (before?.getIn == null || after?.getIn == null || before.currency !== after.currency) return null;
  return `get-in was ${valueText(before.getIn, before.currency)} and is ${valueText(after.getIn, after.currency)}`;
};

/** What the two ends of the gap show; what came and went in between cannot be known. */
const listingsText = ({ complete, before, snapshot }: SeenLook): string | null => {
  const known = listingsBefore(before);
  if (!complete || known === null) return null;
  const gone = [...known.keys()].filter((listingId) => !snapshot.has(listingId)).length;
  const appeared = snapshot.listings.length - (known.size - gone);
  return `of ${known.size} listings ${gone} are gone, and ${appeared} are new`;
};
