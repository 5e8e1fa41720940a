import { formatMinor, type Condition } from '@tickettape/contracts';
import { offersIn } from '../../books/get-in.js';
import type { Look } from '../../books/look.js';
import { getInBefore, getInNow } from '../words.js';
import { hysteresisPercent, unproven, type Judgement } from './judgement.js';

type GetInBelow = Extract<Condition, { kind: 'get-in-below' }>;

/** Holds when an offer at or below the line is proven, also by a partial look; is over when a complete look shows none near it. */
export const judgeGetInBelow = ({ price: line, currency }: GetInBelow, look: Look): Judgement => {
  const offers = offersIn(currency, look.present);
  const cheapest = offers[0];
  if (cheapest === undefined) return unproven;
  if (cheapest.price <= line) {
    const met = offers.filter(({ price }) => price <= line).map(({ listing }) => listing);
    const relation = cheapest.price < line ? 'below' : 'at';
    const now = `${getInNow(cheapest.price, currency, look)} ${relation} ${formatMinor(line, currency)}`;
    return { kind: 'holds', reason: `${now}; ${getInBefore(currency, look)}`, listings: met };
  }
  if (!look.complete || cheapest.price * 100 <= line * (100 + hysteresisPercent)) return unproven;
  const reason = `get-in ${formatMinor(cheapest.price, currency)} is more than ${hysteresisPercent} % above ${formatMinor(line, currency)}`;
  return { kind: 'over', reason };
};
