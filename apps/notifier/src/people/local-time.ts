import { Temporal } from 'temporal-polyfill';
import type { Digest, QuietHours } from './person.js';

/** A wall clock somewhere: what it shows at an instant, and when it shows something next. */
const clockOf = (nowMs: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);

/** The next instant after `nowMs` at which the clock shows `time`, the first of two where a day shows it twice; where a day skips that time, the instant the clock jumps on. */
export const nextAt = (time: string, timeZone: string, nowMs: number): number => nextOf(['earlier'], time, timeZone, nowMs);

/** As `nextAt`, and where a day shows the time twice, each of the two counts. */
const nextShown = (time: string, timeZone: string, nowMs: number): number => nextOf(['earlier', 'later'], time, timeZone, nowMs);

type Showing = 'earlier' | 'later';

const nextOf = (showings: Showing[], time: string, timeZone: string, nowMs: number): number => {
  const today = clockOf(nowMs, timeZone).toPlainDate();
  const dates = [0, 1, 2].map((days) => today.add({ days }));
  return dates.flatMap((date) => showings.map((showing) => atOn(date, time, timeZone, showing))).find((instant) => instant > nowMs)!;
};

const atOn = (date: Temporal.PlainDate, time: string, timeZone: string, showing: Showing): number => {
  const wanted = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const zoned = wanted.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (!zoned.toPlainDateTime().equals(wanted)) return jumpBefore(zoned);
  return wanted.toZonedDateTime(timeZone, { disambiguation: showing }).epochMilliseconds;
};

/** The instant of the jump that skipped the time asked for. */
const jumpBefore = (afterJump: Temporal.ZonedDateTime): number =>
  afterJump.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? afterJump.epochMilliseconds;

/** Whether the clock on the wall shows a time of the quiet hours. */
export const isQuiet = ({ from, to }: Pick<QuietHours, 'from' | 'to'>, timeZone: string, nowMs: number): boolean => {
  const time = clockOf(nowMs, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
  return from < to ? from <= time && time < to : from <= time || time < to;
};

/** The next instant at which the quiet hours are not in force; `nowMs` itself where they are not. */
export const quietUntil = (quiet: Pick<QuietHours, 'from' | 'to'>, timeZone: string, nowMs: number): number => {
  if (!isQuiet(quiet, timeZone, nowMs)) return nowMs;
  const next = nextShown(quiet.to, timeZone, nowMs);
  const jump = clockOf(nowMs, timeZone).getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  const end = jump < next && !isQuiet(quiet, timeZone, jump) ? jump : next;
  return quietUntil(quiet, timeZone, end);
};

const hourMs = 3_600_000;

/** When the next digest is due: at the local time of every day, or at the next full hour of the zone. */
export const nextDigest = (digest: Digest, timeZone: string, nowMs: number): number => {
  if (digest.every === 'day') return nextAt(digest.at, timeZone, nowMs);
  const { minute, second, millisecond } = clockOf(nowMs, timeZone);
  return nowMs + hourMs - (minute * 60_000 + second * 1_000 + millisecond);
};
