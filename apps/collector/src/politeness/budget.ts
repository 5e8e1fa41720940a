import { isLoopback } from '@tickettape/config';
import type { Limits } from './bucket.js';
import type { Pace } from './pace.js';

/** How a host may be asked at most, by all replicas together. */
export type Budget = {
  /** Milliseconds between the beginnings of two requests, at least. */
  floorMs: number;
  host: Limits;
  /** Limits of single operations, where a source has several; they come on top of those of the host. */
  operations: Readonly<Record<string, Limits>>;
};

/** What an operator sets; undefined means the default of the host. */
export type BudgetSettings = Partial<Limits> & { operations?: Budget['operations'] };

const unlimited: Limits = { burst: 10, perMinute: null, perDay: null, silence: null };
const elsewhere: Limits = { burst: 10, perMinute: 30, perDay: 10_000, silence: null };

/** No configuration gets above these at a host elsewhere. */
const ceiling = { perMinute: 60, burst: 30, perDay: 86_400 };

/** The budget of `hostname`: what is set, under the ceiling of hosts elsewhere. */
export const budgetOf = (hostname: string, pace: Pace, { operations = {}, ...told }: BudgetSettings): Budget => {
  const isHere = isLoopback(hostname);
  const host = { ...(isHere ? unlimited : elsewhere), ...defined(told) };
  return { floorMs: pace.requestFloorMs, host: isHere ? host : underCeiling(host), operations };
};

const underCeiling = ({ burst, perMinute, perDay, silence }: Limits): Limits => ({
  burst: capped(burst, ceiling.burst),
  perMinute: capped(perMinute, ceiling.perMinute),
  perDay: capped(perDay, ceiling.perDay),
  silence,
});

/** Also where a wrong number got through the configuration. */
const capped = (value: number | null, most: number): number => (value !== null && value > 0 && value <= most ? value : most);

const defined = <Told extends object>(told: Told): Told =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Told;
