import type { HoldReason, Notice, SuppressReason } from '@tickettape/contracts';
import { isQuiet, nextDigest, quietUntil } from '../people/local-time.js';
import { activeAddresses, isMuted, reaches, type Person } from '../people/person.js';
import { isTooOld } from './fence.js';
import { roomUnderCap, type Outbox } from './outbox.js';

/** What is to be done about one notice for one recipient. */
export type Decision =
  | { kind: 'send'; escalatesAtMs: number | null }
  | { kind: 'hold'; why: HoldReason; untilMs: number }
  | { kind: 'suppress'; reason: SuppressReason };

export type Moment = {
  nowMs: number;
  /** What was seen longer ago than this is told to nobody. */
  maxAgeMs: number;
};

/**
 * Sends, holds or suppresses a notice: every notice ends as exactly one of them. null where that was decided before. Pure, so that replicas and
 * restarts decide alike; the clock is given.
 */
export const decide = (notice: Notice, person: Person | null, outbox: Outbox, { nowMs, maxAgeMs }: Moment): Decision | null => {
  if (outbox.notices.has(notice.noticeKey)) return null;
  const reason = reasonAgainst(notice, person, outbox, { nowMs, maxAgeMs });
  if (reason !== null) return { kind: 'suppress', reason };
  return reasonToWait(notice, person!, outbox, nowMs) ?? { kind: 'send', escalatesAtMs: escalationOf(notice, person!, nowMs) };
};

const reasonAgainst = (notice: Notice, person: Person | null, outbox: Outbox, { nowMs, maxAgeMs }: Moment): SuppressReason | null => {
  if (person === null) return 'unknown-recipient';
  if (isTooOld(notice.observedAt, nowMs, maxAgeMs)) return 'too-old';
  if (activeAddresses(person).length === 0) return 'no-channel';
  if (isMuted(person, notice.watchId, nowMs)) return 'muted';
  if (wasKeptFrom(notice, outbox)) return 'never-told';
  return notice.kind === 'opened' && isCooling(notice, person, outbox, nowMs) ? 'cooldown' : null;
};

const beginnings = { closed: 'opened', sighted: 'blinded' } as const;

/** Of an end nobody is told who was kept from hearing of the beginning. */
const wasKeptFrom = ({ kind, noticeKey }: Notice, { notices }: Outbox): boolean =>
  (kind === 'closed' || kind === 'sighted') &&
  notices.get(`${noticeKey.slice(0, -kind.length)}${beginnings[kind]}`)?.status === 'suppressed';

const isCooling = ({ watchId }: Notice, { cooldownSeconds = 0 }: Person, { notices }: Outbox, nowMs: number): boolean =>
  cooldownSeconds > 0 &&
  [...notices.values()].some(
    ({ notice, status, atMs }) =>
      notice.watchId === watchId &&
      notice.kind === 'opened' &&
      (status === 'queued' || status === 'held') &&
      atMs > nowMs - cooldownSeconds * 1_000,
  );

const reasonToWait = (notice: Notice, person: Person, outbox: Outbox, nowMs: number): Decision | null => {
  const { digest, timeZone, maxPerHour } = person;
  if (digest && !reaches(notice.severity, digest.immediateFrom))
    return { kind: 'hold', why: 'digest', untilMs: awake(person, notice, nextDigest(digest, timeZone, nowMs)) };
  const quietEndMs = awake(person, notice, nowMs);
  if (quietEndMs > nowMs) return { kind: 'hold', why: 'quiet-hours', untilMs: quietEndMs };
  const roomMs = roomUnderCap(outbox, maxPerHour, nowMs);
  return roomMs > nowMs ? { kind: 'hold', why: 'hourly-cap', untilMs: awake(person, notice, roomMs) } : null;
};

/** The first instant from `fromMs` on at which the quiet hours let the notice through. */
const awake = ({ quietHours, timeZone }: Person, { severity }: Pick<Notice, 'severity'>, fromMs: number): number =>
  quietHours && !reaches(severity, quietHours.except) ? quietUntil(quietHours, timeZone, fromMs) : fromMs;

/** Whether the quiet hours keep a message of this severity back. */
export const isKeptQuiet = ({ quietHours, timeZone }: Person, severity: Notice['severity'], nowMs: number): boolean =>
  quietHours !== undefined && !reaches(severity, quietHours.except) && isQuiet(quietHours, timeZone, nowMs);

const escalationOf = ({ kind, severity }: Notice, { escalation }: Person, nowMs: number): number | null =>
  escalation && (kind === 'opened' || kind === 'blinded') && reaches(severity, escalation.from)
    ? nowMs + escalation.afterSeconds * 1_000
    : null;
