import type { SimpleCondition } from '@tickettape/contracts';
import { matches, offersIn, onlyCurrencyOf, type Offer } from '../books/listings.js';
import type { SeenLook } from '../books/look.js';
import { seriesNeedOf } from '../books/needs.js';
import { highestSince, isKnownWell, lowestSince, type Point } from '../books/series.js';
import { at, duration, instantOf, measureName, valueText } from '../words/phrases.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

type Extreme = Extract<SimpleCondition, { kind: 'get-in-low' | 'get-in-high' }>;

/**
 * Holds when the get-in is lower, or higher, than at every complete look of the window, of which there must have been some: the first looks at a book are
 * no news. A partial look can prove a new low. It is over when the get-in is back from the extreme of the window by the hysteresis.
 */
export const judgeExtreme = (condition: Extreme, look: SeenLook, hysteresisPercent: number): Judgement => {
  const isLow = condition.kind === 'get-in-low';
  if (!look.complete && !isLow) return unproven;
  const series = look.before.series.get(seriesNeedOf(condition)[0]!.key);
  const fromMs = look.atMs - condition.withinSeconds * 1_000;
  const { offers, currency } = offersOf(condition, look);
  const now = offers[0];
  if (series === undefined || now === undefined || series.currency !== currency || !isKnownWell(series, fromMs)) return unproven;
  const extreme = isLow ? lowestSince(series, fromMs) : highestSince(series, fromMs);
  if (extreme === null) return unproven;
  if (isLow ? now.price < extreme.value : now.price > extreme.value) return holding(condition, now, currency, extreme, look);
  const back = ((isLow ? now.price - extreme.value : extreme.value - now.price) * 100) / Math.max(extreme.value, 1);
  if (!look.complete || back <= hysteresisPercent) return unproven;
  const which = isLow ? 'lowest' : 'highest';
  const name = measureName('get-in', condition);
  return over(
    `${name} ${valueText(now.price, currency)} is back from the ${which} ${valueText(extreme.value, currency)} of the last ${duration(condition.withinSeconds)}`,
  );
};

const offersOf = (condition: Extreme, look: SeenLook): { offers: readonly Offer[]; currency: string | null } => {
  const named = condition.currency ?? null;
  if (look.complete) return { offers: look.snapshot.offers(condition, named), currency: named ?? look.snapshot.onlyCurrency };
  const listings = look.present.filter((listing) => matches(condition, listing));
  const currency = named ?? onlyCurrencyOf(listings);
  return { offers: currency === null ? [] : offersIn(currency, listings), currency };
};

const holding = (condition: Extreme, { price, listing }: Offer, currency: string | null, extreme: Point, look: SeenLook): Judgement => {
  const name = measureName('get-in', condition);
  const now = look.complete
    ? `${name} ${valueText(price, currency)} is`
    : `a partial look proves a ${name} of at most ${valueText(price, currency)},`;
  const [new_, old] = condition.kind === 'get-in-low' ? ['lowest', 'below'] : ['highest', 'above'];
  const reference = `${valueText(extreme.value, currency)} at ${at(extreme.atMs, look.atMs)}`;
  const reason = `${now} the ${new_} of the last ${duration(condition.withinSeconds)}, ${old} ${reference}`;
  const before = { value: extreme.value, observedAt: instantOf(extreme.atMs) };
  return holds(reason, [listing], [{ measure: 'get-in', currency, before, after: { value: price, observedAt: look.observedAt } }]);
};
