import type { JetStreamManager } from '@nats-io/jetstream';
import { AlertFact, BookFact, subjects, WatchFact, type AlertClosed, type AlertOpened, type Listing } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { factOf, factsBefore, readFacts, startBefore } from '@tickettape/tape';
import {
  decide,
  evolveStanding,
  evolveWatch,
  isSame,
  needsOf,
  noStanding,
  notWatching,
  see,
  unknownWatch,
  type Look,
  type Seen,
  type Standing,
  type Watched,
} from '@tickettape/watches';

/** One alert, judged once more from what the tape holds. */
export type Explanation = {
  alert: AlertOpened;
  /** Stream sequence of the alert in ALERTS. */
  position: number;
  closed: AlertClosed | null;
  /** The watch as it was then; null where WATCHES does not tell. */
  watch: Watched | null;
  /** What the look changed; null where there was nothing to compare with. */
  delta: { appeared: readonly Listing[]; changed: readonly { before: Listing | null; after: Listing }[]; gone: readonly Listing[] } | null;
  /** Messages of the book that were read to judge it again. */
  messages: number;
  /** Whether judging it again gave the same alert, word by word. null where it cannot be judged again. */
  reproduced: boolean | null;
};

type Opened = { alert: AlertOpened; position: number; standing: Standing; closed: AlertClosed | null };

/** Replays exactly the moment of an alert. Throws NOT_FOUND where the tape has no such alert, or no longer its look. */
export const explain = async (jsm: JetStreamManager, alertId: string): Promise<Explanation> => {
  const watchId = alertId.slice(0, Math.max(0, alertId.lastIndexOf(':')));
  const opened = watchId === '' ? null : await openedOf(jsm, watchId, alertId);
  if (opened === null)
    throw new AppError('NOT_FOUND', { detail: `no alert ${alertId}`, fix: 'See `npx tape watch list`; an alert is <watch>:<number>' });
  const { alert, position, closed, standing } = opened;
  const message = await jsm.direct.getMessage('BOOKS', { seq: alert.data.evidence.position });
  const fact = message && factOf(BookFact, message);
  if (message === null || fact === null)
    throw new AppError('NOT_FOUND', { detail: `BOOKS no longer holds message ${alert.data.evidence.position}` });
  const watch = await watchAt(jsm, watchId, alert);
  const book = { watches: [watch ?? asWatched(alert)], needs: needsOf([watch ?? asWatched(alert)]) };
  let watching = notWatching();
  let messages = 1;
  for await (const before of factsBefore(jsm, message, await startBefore(jsm, message, book.needs))) {
    watching = see(watching, before.fact, before.position, book).watching;
    messages += 1;
  }
  const seen = see(watching, fact, message.seq, book);
  return {
    alert,
    position,
    closed,
    watch,
    delta: seen.look && deltaOf(seen.look),
    messages,
    reproduced: watch && isReproduced(seen, standing, alert),
  };
};

const openedOf = async (jsm: JetStreamManager, watchId: string, alertId: string): Promise<Opened | null> => {
  let standing = noStanding;
  let opened: Opened | null = null;
  for await (const { fact, position } of readFacts(jsm, {
    stream: 'ALERTS',
    subject: subjects.alert(watchId),
    from: 1,
    schema: AlertFact,
  })) {
    if (fact?.type === 'alert.opened.v1' && fact.data.alertId === alertId) opened ??= { alert: fact, position, standing, closed: null };
    if (fact?.type === 'alert.closed.v1' && opened !== null && fact.data.alertId === alertId) return { ...opened, closed: fact };
    if (fact) standing = evolveStanding(standing, fact);
  }
  return opened;
};

/** The watch by its last definition that an alert of that time can come from. */
const watchAt = async (jsm: JetStreamManager, watchId: string, alert: AlertOpened): Promise<Watched | null> => {
  let state = unknownWatch;
  for await (const { fact } of readFacts(jsm, { stream: 'WATCHES', subject: subjects.watch(watchId), from: 1, schema: WatchFact }))
    if (fact && Date.parse(fact.time) < Date.parse(alert.time)) state = evolveWatch(state, fact);
  return state.watch;
};

const asWatched = ({ data: { source, eventId, watchId, name, condition, channels } }: AlertOpened): Watched => ({
  source,
  eventId,
  watchId,
  name,
  condition,
  channels,
  since: new Date(0).toISOString(),
  isPaused: false,
});

const isReproduced = ({ judged }: Seen, standing: Standing, alert: AlertOpened): boolean =>
  judged.some((one) => decide(one.watch, standing, one.judged).some((finding) => isSame(finding, alert)));

const deltaOf = (look: Look): Explanation['delta'] => {
  if (look.kind === 'blind' || look.delta === null) return null;
  const { book } = look.before;
  const before = (listing: Listing) => (book.status === 'seen' ? (book.listings.get(listing.listingId) ?? null) : null);
  return { ...look.delta, changed: look.delta.changed.map((after) => ({ before: before(after), after })) };
};
