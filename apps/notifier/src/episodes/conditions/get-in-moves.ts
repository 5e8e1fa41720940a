import { formatMinor, type Condition } from '@tickettape/contracts';
import type { PricePoint } from '../../books/followed-book.js';
import { offersIn, onlyCurrencyOf, type Offer } from '../../books/get-in.js';
import type { Look } from '../../books/look.js';
import { at, duration, getInNow } from '../words.js';
import { unproven, type Judgement } from './judgement.js';

type GetInMoves = Extract<Condition, { kind: 'get-in-moves' }>;
type Move = { from: PricePoint; to: Offer; percent: number };

/** Share of the move asked for under which an episode is over. */
const overBelowShare = 0.5;

/**
 * Holds when the get-in moved far enough against any complete look of the window. A partial look can prove a fall, since that offer is there,
 * but no rise. It is over when a complete look finds the get-in near all looks of the window: it came back, or the window passed.
 */
export const judgeGetInMoves = (condition: GetInMoves, look: Look): Judgement => {
  const move = largestMove(condition, look);
  if (move === null) return unproven;
  const moved = Math.abs(move.percent);
  const asked = condition.percent ?? Infinity;
  if (moved >= asked) return { kind: 'holds', reason: holding(move, condition, look), listings: [move.to.listing] };
  return look.complete && moved < asked * overBelowShare ? { kind: 'over', reason: ending(move, condition, look) } : unproven;
};

/** null where there is nothing to compare with. */
const largestMove = ({ withinSeconds }: GetInMoves, look: Look): Move | null => {
  const to = comparable(look);
  if (to === undefined) return null;
  const from = Date.parse(look.observedAt) - withinSeconds * 1_000;
  let largest: Move | null = null;
  for (const point of look.earlierPrices) {
    if (point.currency !== to.currency || point.getIn === 0 || Date.parse(point.observedAt) < from) continue;
    const percent = ((to.price - point.getIn) * 100) / point.getIn;
    if (!look.complete && percent >= 0) continue;
    if (largest === null || Math.abs(percent) > Math.abs(largest.percent)) largest = { from: point, to, percent };
  }
  return largest;
};

/** The cheapest offer, where the look shows one currency only. */
const comparable = ({ present }: Look): Offer | undefined => {
  const currency = onlyCurrencyOf(present);
  return currency === null ? undefined : offersIn(currency, present)[0];
};

const holding = ({ from, to, percent }: Move, condition: GetInMoves, look: Look): string => {
  const direction = percent < 0 ? 'down' : 'up';
  const reference = `${formatMinor(from.getIn, from.currency)} at ${at(from.observedAt, look.observedAt)}`;
  const rule = `at least ${condition.percent} % within ${duration(condition.withinSeconds)}`;
  return `${getInNow(to.price, to.currency, look)} ${direction} ${rounded(percent)} % from ${reference} (${rule})`;
};

const ending = ({ to, percent }: Move, condition: GetInMoves, look: Look): string =>
  `${getInNow(to.price, to.currency, look)} within ${rounded(percent)} % of every look of the last ${duration(condition.withinSeconds)}`;

/** One decimal, rounded down in size so that a sentence never claims more than there is. */
const rounded = (percent: number): string => String(Math.floor(Math.abs(percent) * 10) / 10);
