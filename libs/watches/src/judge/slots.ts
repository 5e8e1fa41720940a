import type { Listing, SimpleCondition, Weekday } from '@tickettape/contracts';
import type { SeenLook } from '../books/look.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

type SlotAvailable = Extract<SimpleCondition, { kind: 'slot-available' }>;

/** When an appointment begins, by the clock of its office. */
type Start = { date: string; time: string; weekday: Weekday };

/** Holds when an appointment of the window is proven to be free, in a partial look and in the first one too; is over when a complete look shows none. */
export const judgeSlots = (condition: SlotAvailable, look: SeenLook): Judgement => {
  const found = look.present
    .flatMap((listing) => {
      const start = startOf(listing, condition.timeZone);
      return start !== null && isAsked(condition, start) ? [{ listing, start }] : [];
    })
    .sort((a, b) => (a.listing.startsAt! < b.listing.startsAt! ? -1 : 1));
  const first = found[0];
  if (first === undefined) return look.complete ? over('no appointment of this window is free') : unproven;
  const { date, time, weekday } = first.start;
  const count = found.length === 1 ? 'an appointment is free' : `${found.length} appointments are free`;
  return holds(
    `${count}, the earliest on ${weekday} ${date} at ${time} (${condition.timeZone ?? 'UTC'})`,
    found.map(({ listing }) => listing),
  );
};

const isAsked = ({ from, to, timeFrom, timeTo, weekdays }: SlotAvailable, { date, time, weekday }: Start): boolean =>
  (from === undefined || date >= from) &&
  (to === undefined || date <= to) &&
  (timeFrom === undefined || time >= timeFrom) &&
  (timeTo === undefined || time <= timeTo) &&
  (weekdays === undefined || weekdays.includes(weekday));

const startOf = ({ startsAt }: Listing, timeZone = 'UTC'): Start | null => {
  if (startsAt === null || Number.isNaN(Date.parse(startsAt))) return null;
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(new Date(startsAt))
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
    weekday: parts['weekday']!.toLowerCase() as Weekday,
  };
};

/** Making one costs as much as thousands of uses. */
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
};
