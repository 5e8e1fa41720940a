import type { Fees } from './prices.js';
import { day, hour, type SimulatedSeconds } from './time.js';
import { rowFactor, type Seats, type Venue } from './venue.js';

/**
 * What happens on purpose, beside the everyday: `drop`, some sellers lose their nerve; `rush`, everything cheap is bought;
 * `release`, new listings appear in one known section.
 */
export type Moment = { at: SimulatedSeconds; kind: 'drop' | 'rush' | 'release' };

/** Everything that one market is made from; the same plan always gives the same market. */
export type MarketPlan = {
  /** Names the stream of chance. */
  label: string;
  venue: Venue;
  currency: string;
  fees: Fees;
  /** List price, in minor units, of an average seat in a zone of level 1. */
  basePrice: number;
  /** Listings on the first day. */
  size: number;
  opensAt: SimulatedSeconds;
  /** The event starts, and nothing is on offer any more. */
  closesAt: SimulatedSeconds;
  /** Listings are numbered from here. */
  firstListingId: number;
  moments: readonly Moment[];
  releaseSection: string;
};

export const hoursToStart = ({ closesAt }: MarketPlan, at: SimulatedSeconds): number => Math.max(0, closesAt - at) / hour;

/** Tickets lose a quarter of their worth toward the start, most of it on the last day. */
const decay = (hours: number): number => 1 - 0.25 * Math.exp(-hours / 30);

/** What `seats` are worth as a list price, in minor units; `level` is where the whole market stands, 1 at the opening. */
export const fairPrice = (plan: MarketPlan, seats: Pick<Seats, 'zone' | 'row'>, level: number, at: SimulatedSeconds): number =>
  plan.basePrice * seats.zone.level * rowFactor(seats) * level * decay(hoursToStart(plan, at));

/** New listings per hour; few people still list on the last day. */
export const arrivalsPerHour = ({ size }: MarketPlan, hours: number): number => size * 0.0055 * (1 - 0.7 * Math.exp((-hours * hour) / day));
