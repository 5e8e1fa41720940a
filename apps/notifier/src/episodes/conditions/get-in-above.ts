import { formatMinor, type Condition } from '@tickettape/contracts';
import { offersIn } from '../../books/get-in.js';
import type { Look } from '../../books/look.js';
import { getInBefore, getInNow } from '../words.js';
import { hysteresisPercent, unproven, type Judgement } from './judgement.js';

type GetInAbove = Extract<Condition, { kind: 'get-in-above' }>;

/** That nothing is cheaper is a statement about absence: only a complete look can prove that it holds, or that it is over. */
export const judgeGetInAbove = ({ price: line, currency }: GetInAbove, look: Look): Judgement => {
  const cheapest = look.complete ? offersIn(currency, look.present)[0] : undefined;
  if (cheapest === undefined) return unproven;
  if (cheapest.price >= line) {
    const relation = cheapest.price > line ? 'above' : 'at';
    const now = `${getInNow(cheapest.price, currency, look)} ${relation} ${formatMinor(line, currency)}`;
    return { kind: 'holds', reason: `${now}; ${getInBefore(currency, look)}`, listings: [cheapest.listing] };
  }
  if (cheapest.price * 100 >= line * (100 - hysteresisPercent)) return unproven;
  const reason = `get-in ${formatMinor(cheapest.price, currency)} is more than ${hysteresisPercent} % below ${formatMinor(line, currency)}`;
  return { kind: 'over', reason };
};
