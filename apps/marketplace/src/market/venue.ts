import type { Random } from './random.js';

/** A part of a venue whose seats are worth about the same. */
export type Zone = {
  name: string;
  sections: readonly string[];
  /** Front row first; empty where nobody has a seat. */
  rows: readonly string[];
  /** Share of the listings and of the demand, relative to the other zones. */
  share: number;
  /** Price of an average seat, relative to the event's base price. */
  level: number;
};

export type Venue = {
  name: string;
  zones: readonly Zone[];
};

export type Seats = { zone: Zone; section: string; row: string | null; quantity: number };

const quantities = [
  { quantity: 1, weight: 9 },
  { quantity: 2, weight: 48 },
  { quantity: 3, weight: 9 },
  { quantity: 4, weight: 24 },
  { quantity: 6, weight: 7 },
  { quantity: 8, weight: 3 },
] as const;

export const someSeats = (venue: Venue, random: Random): Seats => {
  const zone = random.weighted(venue.zones, ({ share }) => share);
  return seatsIn(zone, random.pick(zone.sections), random);
};

export const seatsIn = (zone: Zone, section: string, random: Random): Seats => ({
  zone,
  section,
  row: zone.rows.length > 0 ? random.pick(zone.rows) : null,
  quantity: random.weighted(quantities, ({ weight }) => weight).quantity,
});

/** 1.1 in the front row, falling to 0.97 in the last; 1 without rows. */
export const rowFactor = ({ zone, row }: Pick<Seats, 'zone' | 'row'>): number => {
  if (row === null || zone.rows.length < 2) return 1;
  const fromFront = zone.rows.indexOf(row) / (zone.rows.length - 1);
  return 1.1 - 0.13 * fromFront;
};

export const cheapestZone = ({ zones }: Venue): Zone => zones.reduce((low, zone) => (zone.level < low.level ? zone : low));
