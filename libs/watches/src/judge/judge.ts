import type { Condition, SimpleCondition } from '@tickettape/contracts';
import type { Look, SeenLook } from '../books/look.js';
import { judgeBlind } from './blind.js';
import { judgeExtreme } from './extremes.js';
import { unproven, type Judgement } from './judgement.js';
import { judgeLine } from './line.js';
import { judgeListingBack, judgeListingGone, judgeNewListing } from './listings.js';
import { judgeMoves } from './moves.js';
import { judgeQuiet } from './quiet.js';
import { judgeSlots } from './slots.js';
import { judgeUnusual } from './unusual.js';

/** What `look` proves about `condition`. A blind look proves that it was blind, and nothing else. */
export const judge = (condition: Condition, look: Look, hysteresisPercent: number): Judgement => {
  if (condition.kind === 'all') return allOf(condition.conditions.map((one) => judge(one, look, hysteresisPercent)));
  if (condition.kind === 'any') return anyOf(condition.conditions.map((one) => judge(one, look, hysteresisPercent)));
  if (condition.kind === 'blind') return judgeBlind(condition, look);
  return look.kind === 'blind' ? unproven : judgeSeen(condition, look, hysteresisPercent);
};

const judgeSeen = (condition: Exclude<SimpleCondition, { kind: 'blind' }>, look: SeenLook, hysteresisPercent: number): Judgement => {
  switch (condition.kind) {
    case 'get-in-below':
    case 'get-in-above':
    case 'median-below':
    case 'median-above':
    case 'listings-below':
    case 'listings-above':
    case 'tickets-below':
    case 'tickets-above':
      return judgeLine(condition, look, hysteresisPercent);
    case 'get-in-moves':
    case 'median-moves':
    case 'listings-moves':
    case 'tickets-moves':
      return judgeMoves(condition, look);
    case 'get-in-low':
    case 'get-in-high':
      return judgeExtreme(condition, look, hysteresisPercent);
    case 'market-unusual':
      return judgeUnusual(condition, look);
    case 'new-listing':
      return judgeNewListing(condition, look);
    case 'listing-gone':
      return judgeListingGone(condition, look);
    case 'listing-back':
      return judgeListingBack(condition, look);
    case 'slot-available':
      return judgeSlots(condition, look);
    case 'market-quiet':
      return judgeQuiet(condition, look);
  }
};

const isHolding = (judgement: Judgement) => judgement.kind === 'holds';
const isOver = (judgement: Judgement) => judgement.kind === 'over';

/** All must hold in one and the same look; one that is over ends it. */
const allOf = (judgements: readonly Judgement[]): Judgement => {
  const ended = judgements.find(isOver);
  if (ended !== undefined) return ended;
  return judgements.every(isHolding) ? merged(judgements) : unproven;
};

/** One that holds is enough; all must be over to end it. */
const anyOf = (judgements: readonly Judgement[]): Judgement => {
  const holding = judgements.filter(isHolding);
  if (holding.length > 0) return merged(holding);
  const ended = judgements.filter(isOver);
  return ended.length === judgements.length ? { kind: 'over', reason: ended.map(({ reason }) => reason).join('; ') } : unproven;
};

const merged = (judgements: readonly Judgement[]): Judgement => {
  const holding = judgements.filter(isHolding);
  const listings = new Map(holding.flatMap(({ listings: shown }) => shown.map((listing) => [listing.listingId, listing] as const)));
  return {
    kind: 'holds',
    reason: holding.map(({ reason }) => reason).join('; '),
    listings: [...listings.values()],
    figures: holding.flatMap(({ figures }) => figures),
  };
};
