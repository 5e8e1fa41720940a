import { minorDigits } from '@tickettape/contracts';
import { getIn, type Book } from '../market/listing.js';
import type { ScheduledEvent } from '../scenario/events.js';
import { csv } from './csv.js';

const columns = ['Watch', 'viagId', 'Condition', 'Value', 'Within', 'Section', 'Currency', 'Channels', 'Source'] as const;
type Row = Record<(typeof columns)[number], string>;
type Kind = 'below' | 'above' | 'moves' | 'new';

/** An event with the book of its opening, never empty, from which its thresholds follow. */
export type WatchedEvent = Pick<ScheduledEvent, 'eventId' | 'slot' | 'house'> & { opening: Book };

/** Which watches the events of a slot have; from the start again after the last. */
const kindsOfSlot: readonly (readonly Kind[])[] = [
  ['below', 'moves', 'new'],
  ['below'],
  ['new'],
  ['above', 'moves'],
  ['above'],
  ['below', 'above'],
];

// Between the usual ups and downs of a few percent and what a drop or a rush does.
const belowShare = 0.9;
const aboveShare = 1.07;

/** The Watches tab: for every event some thresholds that its market is likely to cross. */
export const watchesCsv = (events: readonly WatchedEvent[]): string =>
  csv(
    columns,
    events.flatMap((event) => kindsOfSlot[event.slot % kindsOfSlot.length]!.map((kind) => rowOf(kind, event))),
  );

const rowOf = (kind: Kind, { eventId, house, opening }: WatchedEvent): Row => {
  const row = { Value: '', Within: '', Section: '', Currency: '', viagId: eventId, Channels: 'log', Source: 'stubhub' };
  const price = (share: number) => ({ Value: roundPrice(share * getIn(opening.values())!, house.currency), Currency: house.currency });
  switch (kind) {
    case 'below':
      return { ...row, Watch: `below-${eventId}`, Condition: 'get-in below', ...price(belowShare) };
    case 'above':
      return { ...row, Watch: `above-${eventId}`, Condition: 'get-in above', ...price(aboveShare) };
    case 'moves':
      return { ...row, Watch: `moves-${eventId}`, Condition: 'get-in moves', Value: '10%', Within: '10m' };
    case 'new':
      return { ...row, Watch: `new-${eventId}`, Condition: 'new listing', Section: house.releaseSection };
  }
};

/** Whole major units, whole hundreds of yen, as decimal text such as `120.00`. */
const roundPrice = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  return ((Math.round(minor / 100) * 100) / 10 ** digits).toFixed(digits);
};
