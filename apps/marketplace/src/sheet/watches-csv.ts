import { minorDigits } from '@tickettape/contracts';
import { getIn, type Book } from '../market/listing.js';
import { day, hour, minute } from '../market/time.js';
import type { ScheduledEvent } from '../scenario/events.js';
import { csv } from './csv.js';

const columns = [
  'Watch',
  'viagId',
  'Condition',
  'Value',
  'Within',
  'Section',
  'Currency',
  'Re-arm',
  'Tell When Over',
  'Channels',
  'Source',
] as const;
type Row = Record<(typeof columns)[number], string>;
type Kind = 'below' | 'above' | 'moves' | 'new' | 'low' | 'fewer' | 'pair' | 'quiet';

/** An event with the book of its opening, never empty, from which its thresholds follow. */
export type WatchedEvent = Pick<ScheduledEvent, 'eventId' | 'slot' | 'house'> & { opening: Book };

/** Which watches the events of a slot have; from the start again after the last. */
const kindsOfSlot: readonly (readonly Kind[])[] = [
  ['below', 'moves', 'new', 'pair'],
  ['below', 'moves', 'low'],
  ['new', 'moves', 'fewer'],
  ['above', 'moves', 'quiet'],
  ['above', 'moves', 'low'],
  ['below', 'above', 'moves', 'fewer'],
];

// Between the usual ups and downs of a few percent and what a drop or a rush does.
const belowShare = 0.9;
const aboveShare = 1.07;

/** Longer than a drop lasts, shorter than the pause between two moments, so that each is told by itself. */
const movesWithin = 6 * hour;

/** Longer than a price dances on its line. */
const rearm = hour;

/** The Watches tab: for every event some thresholds that its market is likely to cross. `speed` is simulated seconds per real second. */
export const watchesCsv = (events: readonly WatchedEvent[], speed: number): string =>
  csv(
    columns,
    events.flatMap((event) => kindsOfSlot[event.slot % kindsOfSlot.length]!.map((kind) => rowOf(kind, event, speed))),
  );

const rowOf = (kind: Kind, { eventId, house, opening }: WatchedEvent, speed: number): Row => {
  const empty = { Value: '', Within: '', Section: '', Currency: '', 'Tell When Over': '' };
  const row = { ...empty, viagId: eventId, 'Re-arm': realDuration(rearm / speed), Channels: 'log', Source: 'stubhub' };
  const price = (share: number) => ({ Value: roundPrice(share * getIn(opening.values())!, house.currency), Currency: house.currency });
  switch (kind) {
    case 'below':
      return { ...row, Watch: `below-${eventId}`, Condition: 'get-in below', ...price(belowShare), 'Tell When Over': 'TRUE' };
    case 'above':
      return { ...row, Watch: `above-${eventId}`, Condition: 'get-in above', ...price(aboveShare) };
    case 'moves':
      return { ...row, Watch: `moves-${eventId}`, Condition: 'get-in moves', Value: '10%', Within: realDuration(movesWithin / speed) };
    case 'new':
      return { ...row, Watch: `new-${eventId}`, Condition: 'new listing', Section: house.releaseSection };
    case 'low':
      return { ...row, Watch: `low-${eventId}`, Condition: 'get-in new low', Within: realDuration(day / speed) };
    case 'fewer':
      return { ...row, Watch: `fewer-${eventId}`, Condition: `listings fall 10% within ${realDuration(movesWithin / speed)}` };
    case 'pair':
      return { ...row, Watch: `pair-${eventId}`, Condition: `get-in below ${text(price(1))} for 2 together and listings above 20` };
    case 'quiet':
      return { ...row, Watch: `quiet-${eventId}`, Condition: `market quiet for ${realDuration(movesWithin / speed)}` };
  }
};

const text = ({ Value, Currency }: { Value: string; Currency: string }): string => `${Value} ${Currency}`;

/** Whole major units, whole hundreds of yen, as decimal text such as `120.00`. */
const roundPrice = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  return ((Math.round(minor / 100) * 100) / 10 ** digits).toFixed(digits);
};

/** What a person would write for so many real seconds: `30s`, `6m`, `6h`. */
const realDuration = (seconds: number): string => {
  if (seconds < 120) return `${Math.max(1, Math.round(seconds))}s`;
  return seconds < 2 * hour ? `${Math.round(seconds / minute)}m` : `${Math.round(seconds / hour)}h`;
};
