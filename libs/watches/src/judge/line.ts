import type { Figure, ListingFilter, Measure, SimpleCondition } from '@tickettape/contracts';
import { matches, offersIn, type Offer } from '../books/listings.js';
import type { SeenLook } from '../books/look.js';
import { measureName, valueText } from '../words/phrases.js';
import { beforeText, valueBefore } from './figures.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

export type LineCondition = Extract<SimpleCondition, { kind: `${'get-in' | 'median' | 'listings' | 'tickets'}-${'below' | 'above'}` }>;

type Line = { measure: Measure; side: 'below' | 'above'; at: number; currency: string | null; filter: ListingFilter };

const lineOf = (condition: LineCondition): Line => {
  const dash = condition.kind.lastIndexOf('-');
  const measure = condition.kind.slice(0, dash) as Measure;
  const side = condition.kind.slice(dash + 1) as Line['side'];
  return 'price' in condition
    ? { measure, side, at: condition.price, currency: condition.currency, filter: condition }
    : { measure, side, at: condition.count, currency: null, filter: condition };
};

/**
 * Holds where the value of a complete look is at the line or beyond, and is over where it is back by the hysteresis. A partial look can prove one thing: an
 * offer at or below a line of the get-in. That nothing is cheaper, or that nothing is there, is a statement about absence.
 */
export const judgeLine = (condition: LineCondition, look: SeenLook, hysteresisPercent: number): Judgement => {
  const line = lineOf(condition);
  if (!look.complete) return line.measure === 'get-in' && line.side === 'below' ? judgePartial(line, look) : unproven;
  const { value } = look.snapshot.value(line.measure, line.filter, line.currency);
  if (value === null) return look.snapshot.matching(line.filter).length === 0 ? nothingOnOffer(line) : unproven;
  if (isBeyond(line, value)) return holding(line, value, look);
  const back = (Math.abs(value - line.at) * 100) / Math.max(line.at, 1);
  if (back <= hysteresisPercent) return unproven;
  const how = hysteresisPercent === 0 ? '' : `more than ${hysteresisPercent} % `;
  const opposite = line.side === 'below' ? 'above' : 'below';
  return over(`${nameOf(line)} ${valueText(value, line.currency)} is ${how}${opposite} ${valueText(line.at, line.currency)}`);
};

const isBeyond = ({ side, at }: Line, value: number): boolean => (side === 'below' ? value <= at : value >= at);

const nameOf = ({ measure, filter }: Line): string => measureName(measure, filter);

const nothingOnOffer = (line: Line): Judgement => over(`${nameOf(line)}: nothing of it is on offer`);

const judgePartial = (line: Line, look: SeenLook): Judgement => {
  const offers = offersIn(
    line.currency!,
    look.present.filter((listing) => matches(line.filter, listing)),
  );
  const cheapest = offers[0];
  return cheapest !== undefined && isBeyond(line, cheapest.price) ? holding(line, cheapest.price, look, offers) : unproven;
};

const holding = (line: Line, value: number, look: SeenLook, proven?: readonly Offer[]): Judgement => {
  const { measure, filter, currency, at } = line;
  const before = valueBefore(measure, filter, currency, look);
  const relation = value === at ? 'at' : line.side;
  const now = look.complete
    ? `${nameOf(line)} ${valueText(value, currency)} is`
    : `a partial look proves a ${nameOf(line)} of at most ${valueText(value, currency)},`;
  const reason = `${now} ${relation} ${valueText(at, currency)}; ${beforeText(before, currency, look)}`;
  const figure: Figure = { measure, currency, before, after: { value, observedAt: look.observedAt } };
  return holds(reason, listingsOf(line, look, proven), [figure]);
};

/** What can be shown for it: the offers at or below a line of the get-in, else the cheapest ones. */
const listingsOf = (line: Line, look: SeenLook, proven?: readonly Offer[]) => {
  const { measure, side, at, filter, currency } = line;
  if (currency === null) return look.snapshot.matching(filter);
  const offers = proven ?? look.snapshot.offers(filter, currency);
  const shown = measure === 'get-in' && side === 'below' ? offers.filter(({ price }) => price <= at) : offers.slice(0, 1);
  return shown.map(({ listing }) => listing);
};
