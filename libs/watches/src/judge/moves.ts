import type { Measure, SimpleCondition } from '@tickettape/contracts';
import { matches, offersIn, onlyCurrencyOf } from '../books/listings.js';
import type { SeenLook } from '../books/look.js';
import { seriesNeedOf } from '../books/needs.js';
import { highestSince, lowestSince, type Point } from '../books/series.js';
import { at, duration, instantOf, measureName, rounded, valueText } from '../words/phrases.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

export type MoveCondition = Extract<SimpleCondition, { kind: `${'get-in' | 'median' | 'listings' | 'tickets'}-moves` }>;

type Now = { value: number; currency: string | null };
/** `size` is in the unit of the rule: percent, or the unit of the value. */
type Move = { from: Point; to: Now; size: number };

/** Share of the move asked for under which an episode is over. */
const overBelowShare = 0.5;

/**
 * Holds when the value moved far enough against any complete look of the window. A partial look can prove a fall of the get-in, since that offer is there,
 * but nothing else. It is over when a complete look finds the value near all looks of the window: it came back, or the window passed.
 */
export const judgeMoves = (condition: MoveCondition, look: SeenLook): Judgement => {
  const measure = measureOf(condition);
  const to = look.complete ? look.snapshot.value(measure, condition, currencyOf(condition)) : provenGetIn(measure, condition, look);
  if (to.value === null) return unproven;
  const now = { value: to.value, currency: to.currency };
  const move = largest(movesOf(condition, look, now), condition, look);
  if (move === null) return unproven;
  const asked =
    condition.percent ?? ('amount' in condition ? condition.amount : 'count' in condition ? condition.count : undefined) ?? Infinity;
  const told = { condition, measure, move, look };
  if (Math.abs(move.size) >= asked) return holding(told);
  return look.complete && Math.abs(move.size) < asked * overBelowShare ? over(ending(told)) : unproven;
};

const measureOf = ({ kind }: MoveCondition): Measure => kind.slice(0, kind.lastIndexOf('-')) as Measure;

const currencyOf = (condition: MoveCondition): string | null => ('currency' in condition ? (condition.currency ?? null) : null);

/** The lowest price a partial look proves; null where it proves none. */
const provenGetIn = (
  measure: Measure,
  condition: MoveCondition,
  { present }: SeenLook,
): { value: number | null; currency: string | null } => {
  const listings = present.filter((listing) => matches(condition, listing));
  const currency = currencyOf(condition) ?? onlyCurrencyOf(listings);
  const value = measure === 'get-in' && currency !== null ? (offersIn(currency, listings)[0]?.price ?? null) : null;
  return { value, currency };
};

/** The moves against the lowest and against the highest value of the window: no other is larger. */
const movesOf = (condition: MoveCondition, { before, atMs }: SeenLook, to: Now): Move[] => {
  const series = before.series.get(seriesNeedOf(condition)[0]!.key);
  if (series === undefined || series.currency !== to.currency) return [];
  const fromMs = atMs - condition.withinSeconds * 1_000;
  const isPercent = condition.percent !== undefined;
  return [highestSince(series, fromMs), lowestSince(series, fromMs)].flatMap((from) => {
    if (from === null || (isPercent && from.value === 0)) return [];
    const difference = to.value - from.value;
    return [{ from, to, size: isPercent ? (difference * 100) / from.value : difference }];
  });
};

const largest = (moves: readonly Move[], { direction }: MoveCondition, { complete }: SeenLook): Move | null => {
  const isAsked = ({ size }: Move): boolean =>
    (direction === 'up' ? size >= 0 : direction === 'down' ? size <= 0 : true) && (complete || size < 0);
  const asked = moves.filter(isAsked);
  if (asked.length === 0) return moves.length > 0 && complete ? { ...moves[0]!, size: 0 } : null;
  return asked.reduce((most, move) => (Math.abs(move.size) > Math.abs(most.size) ? move : most));
};

type Told = { condition: MoveCondition; measure: Measure; move: Move; look: SeenLook };

const sizeText = ({ condition, move: { size, to } }: Told): string =>
  condition.percent === undefined ? valueText(Math.abs(size), to.currency) : `${rounded(size)} %`;

const askedText = ({ condition, move: { to } }: Told): string => {
  if (condition.percent !== undefined) return `${condition.percent} %`;
  return valueText(('amount' in condition ? condition.amount : 'count' in condition ? condition.count : undefined) ?? 0, to.currency);
};

const nowText = ({ condition, measure, move: { to }, look }: Told): string =>
  look.complete
    ? `${measureName(measure, condition)} ${valueText(to.value, to.currency)} is`
    : `a partial look proves a ${measureName(measure, condition)} of at most ${valueText(to.value, to.currency)},`;

const holding = (told: Told): Judgement => {
  const { condition, measure, move, look } = told;
  const { from, to, size } = move;
  const reference = `${valueText(from.value, to.currency)} at ${at(from.atMs, look.atMs)}`;
  const rule = `at least ${askedText(told)} within ${duration(condition.withinSeconds)}`;
  const reason = `${nowText(told)} ${size < 0 ? 'down' : 'up'} ${sizeText(told)} from ${reference} (${rule})`;
  const figure = {
    measure,
    currency: to.currency,
    before: { value: from.value, observedAt: instantOf(from.atMs) },
    after: { value: to.value, observedAt: look.observedAt },
  };
  return holds(reason, shown(condition, measure, to, look), [figure]);
};

const shown = (condition: MoveCondition, measure: Measure, to: Now, look: SeenLook) => {
  if (measure !== 'get-in' || to.currency === null) return [];
  const listings = look.complete ? look.snapshot.matching(condition) : look.present.filter((listing) => matches(condition, listing));
  return offersIn(to.currency, listings)
    .slice(0, 1)
    .map(({ listing }) => listing);
};

const ending = (told: Told): string =>
  `${nowText(told)} within ${sizeText(told)} of every look of the last ${duration(told.condition.withinSeconds)}`;
