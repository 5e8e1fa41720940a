import { Severity, type Notice, type SuppressReason } from '@tickettape/contracts';
import { quietUntil } from '../people/local-time.js';
import { activeAddresses, isMuted, type Person } from '../people/person.js';
import { isKeptQuiet, type Moment } from './decide.js';
import { roomUnderCap, type Outbox, type Queued } from './outbox.js';

/** What the clock makes necessary. */
export type Due =
  | { kind: 'suppress'; notice: Notice; reason: SuppressReason }
  | { kind: 'digest'; notices: readonly Notice[] }
  /** `isLate`: nobody is helped any more. */
  | { kind: 'escalate'; message: Queued; isLate: boolean };

type Held = { notice: Notice; untilMs: number };

/** Everything that is due at `nowMs`. Quiet hours and the cap hold also for what was held: then it waits on. */
export const dueAt = (person: Person | null, outbox: Outbox, { nowMs, maxAgeMs }: Moment): Due[] => {
  const due = heldIn(outbox).filter(({ untilMs }) => untilMs <= nowMs);
  const refused = due.flatMap(({ notice, untilMs }) => {
    const reason = reasonAgainst(person, notice, untilMs, { nowMs, maxAgeMs });
    return reason === null ? [] : [{ kind: 'suppress' as const, notice, reason }];
  });
  const kept = due.map(({ notice }) => notice).filter((notice) => refused.every((other) => other.notice !== notice));
  const canSend = person !== null && kept.length > 0 && digestAtMs(person, kept, outbox, nowMs) <= nowMs;
  return [...refused, ...(canSend ? [{ kind: 'digest' as const, notices: kept }] : []), ...escalationsAt(outbox, { nowMs, maxAgeMs })];
};

const heldIn = ({ notices }: Outbox): Held[] =>
  [...notices.values()].flatMap((told) => (told.status === 'held' ? [{ notice: told.notice, untilMs: told.untilMs }] : []));

const reasonAgainst = (person: Person | null, { watchId }: Notice, untilMs: number, { nowMs, maxAgeMs }: Moment): SuppressReason | null => {
  if (person === null) return 'unknown-recipient';
  if (activeAddresses(person).length === 0) return 'no-channel';
  if (isMuted(person, watchId, nowMs)) return 'muted';
  return nowMs - untilMs > maxAgeMs ? 'too-old' : null;
};

/** The most that any of them matters. */
export const highest = (notices: readonly Notice[]): Severity =>
  Severity.options.findLast((severity) => notices.some((notice) => notice.severity === severity))!;

/** When these may go out as one message. */
const digestAtMs = (person: Person, notices: readonly Notice[], outbox: Outbox, nowMs: number): number => {
  const roomMs = roomUnderCap(outbox, person.maxPerHour, nowMs);
  return isKeptQuiet(person, highest(notices), roomMs) ? quietUntil(person.quietHours!, person.timeZone, roomMs) : roomMs;
};

const escalationsAt = ({ messages }: Outbox, { nowMs, maxAgeMs }: Moment): Due[] =>
  [...messages.values()].filter(isWaiting).flatMap((message) => {
    const lateMs = nowMs - Date.parse(message.data.escalatesAt!);
    return lateMs < 0 ? [] : [{ kind: 'escalate' as const, message, isLate: lateMs > maxAgeMs }];
  });

const isWaiting = ({ data, isAcknowledged, isEscalated, isImported }: Queued): boolean =>
  data.escalatesAt !== null && !isAcknowledged && !isEscalated && !isImported;

/** When something may be due next; Infinity where nothing waits. */
export const nextDueMs = (person: Person | null, outbox: Outbox, nowMs: number): number => {
  const held = heldIn(outbox);
  const overdue = held.filter(({ untilMs }) => untilMs <= nowMs).map(({ notice }) => notice);
  const waiting = person === null || overdue.length === 0 ? [] : [digestAtMs(person, overdue, outbox, nowMs)];
  const escalations = [...outbox.messages.values()].filter(isWaiting).map(({ data }) => Date.parse(data.escalatesAt!));
  return Math.min(Infinity, ...held.map(({ untilMs }) => untilMs).filter((until) => until > nowMs), ...waiting, ...escalations);
};
