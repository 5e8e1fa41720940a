import { BookKey, outcomes, type Outcome } from '@tickettape/contracts';
import { z } from 'zod';

const Ended = z.enum(outcomes as [Outcome, ...Outcome[]]);
const count = z.int().nullable();
const minor = z.int().nullable().describe('All-in price per ticket, minor units');

export const MarketEvent = BookKey.extend({
  name: z.string(),
  startsAt: z.iso.datetime().nullable(),
  localDate: z.string().nullable(),
  outcome: Ended.nullable().describe('Of the last look; null before the first'),
  kind: z.enum(['keyframe', 'delta', 'confirm', 'blind']).nullable(),
  observedAt: z.iso.datetime().nullable().describe('When the last look was taken'),
  pricedAt: z.iso.datetime().nullable().describe('When the last complete look was taken: what all following figures are of'),
  listings: count,
  tickets: count,
  currency: z.string().nullable(),
  getIn: minor,
  median: minor,
  getInBefore: minor.describe('At the first complete look of `history`, in the same currency'),
  medianBefore: minor.describe('At the first complete look of `history`, in the same currency'),
  history: z.array(minor).describe('Get-in of the last looks, oldest first; null where it is not known'),
  outcomes: z.array(Ended).describe('How the looks of `history` ended'),
}).meta({ id: 'MarketEvent' });
export type MarketEvent = z.output<typeof MarketEvent>;

/** `GET /admin/market` */
export const Market = z.array(MarketEvent);
export type Market = z.output<typeof Market>;
