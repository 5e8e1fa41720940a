import type { Fees } from '../market/prices.js';
import type { Venue, Zone } from '../market/venue.js';

/** A venue with the market around it. All names are invented. */
export type House = {
  venue: Venue;
  city: string;
  country: string;
  timeZone: string;
  /** Whether city and country alone leave more than one time zone possible, so that the sheet has to say it. */
  ambiguousZone: boolean;
  currency: string;
  fees: Fees;
  /** List price, in minor units, of an average seat in a zone of level 1. */
  basePrice: number;
  /** Listings on the first day. */
  size: number;
  /** Where single releases of new listings appear. */
  releaseSection: string;
  acts: readonly string[];
  /** What the sheet's owner noted. */
  note: string;
};

const numbered = (from: number, to: number, prefix = ''): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${from + index}`);
const lettered = (from: string, to: string): string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, index) => String.fromCharCode(from.charCodeAt(0) + index));

const floor: Zone = { name: 'Floor', sections: lettered('A', 'F'), rows: numbered(1, 24), share: 1, level: 2.6 };
const lowerBowl: Zone = { name: 'Lower Bowl', sections: numbered(101, 120), rows: numbered(1, 22), share: 3, level: 1.5 };
const upperBowl: Zone = { name: 'Upper Bowl', sections: numbered(201, 224), rows: numbered(1, 18), share: 4, level: 1 };
const stalls: Zone = {
  name: 'Stalls',
  sections: ['Stalls Left', 'Stalls Centre', 'Stalls Right'],
  rows: lettered('A', 'W'),
  share: 3,
  level: 1.7,
};
const circle: Zone = {
  name: 'Circle',
  sections: ['Circle, Left', 'Circle, Centre', 'Circle, Right'],
  rows: lettered('A', 'H'),
  share: 2,
  level: 1.3,
};
const gallery: Zone = { name: 'Gallery', sections: ['Gallery'], rows: lettered('A', 'F'), share: 2, level: 1 };
const standing: Zone = { name: 'Innenraum', sections: ['Innenraum'], rows: [], share: 3, level: 1 };
const blocks: Zone = { name: 'Oberrang', sections: numbered(1, 16, 'Block '), rows: numbered(1, 20), share: 4, level: 1.4 };
const sSeats: Zone = { name: 'S席', sections: ['S席 アリーナ', 'S席 1階'], rows: numbered(1, 30), share: 3, level: 1.6 };
const aSeats: Zone = { name: 'A席', sections: ['A席 2階'], rows: numbered(1, 12), share: 2, level: 1 };

/** The venue of slot n is the n-th, from the start again after the last. */
export const houses: readonly House[] = [
  {
    venue: { name: 'Lakeside Garden', zones: [floor, lowerBowl, upperBowl] },
    city: 'New York',
    country: 'United States',
    timeZone: 'America/New_York',
    ambiguousZone: false,
    currency: 'USD',
    fees: { buyerBasisPoints: 2150, sellerBasisPoints: 1000 },
    basePrice: 129_00,
    size: 220,
    releaseSection: '101',
    acts: ['Copper Finch: Long Way Home', 'Salt Meridian Live', 'Midnight Almanac: Farewell Nights'],
    note: 'main show',
  },
  {
    venue: { name: 'Millbank Theatre', zones: [stalls, circle, gallery] },
    city: 'London',
    country: 'United Kingdom',
    timeZone: 'Europe/London',
    ambiguousZone: false,
    currency: 'GBP',
    fees: { buyerBasisPoints: 2475, sellerBasisPoints: 1500 },
    basePrice: 58_00,
    size: 120,
    releaseSection: 'Stalls Centre',
    acts: ['The "Tin Orchard" Musical', 'A Winter of Swallows', 'Quayle & Daughter'],
    note: 'Ask the box office for "partial view", door 2',
  },
  {
    venue: { name: 'Spreehalle', zones: [standing, blocks] },
    city: 'Berlin',
    country: 'Germany',
    timeZone: 'Europe/Berlin',
    ambiguousZone: false,
    currency: 'EUR',
    fees: { buyerBasisPoints: 1900, sellerBasisPoints: 1200 },
    basePrice: 74_00,
    size: 380,
    releaseSection: 'Innenraum',
    acts: ['Nordrauschen, Zusatzkonzert', 'Glass Harbour: Tides', 'Velvet Cartographers'],
    note: 'Zusatztermin\nEinlass ab 18:30',
  },
  {
    venue: { name: '湾岸ホール', zones: [sSeats, aSeats] },
    city: 'Tokyo',
    country: 'Japan',
    timeZone: 'Asia/Tokyo',
    ambiguousZone: false,
    currency: 'JPY',
    fees: { buyerBasisPoints: 1320, sellerBasisPoints: 880 },
    basePrice: 12_800,
    size: 90,
    releaseSection: 'A席 2階',
    acts: ['Kite & Anvil Japan Tour', '星屑オーケストラ', 'Paper Lantern Night'],
    note: '要確認',
  },
  {
    venue: { name: 'Riverbend Stadium', zones: [lowerBowl, upperBowl] },
    city: 'Springfield',
    country: 'United States',
    timeZone: 'America/Chicago',
    ambiguousZone: true,
    currency: 'USD',
    fees: { buyerBasisPoints: 2000, sellerBasisPoints: 1000 },
    basePrice: 46_00,
    size: 300,
    releaseSection: '105',
    acts: ['Springfield Comets vs Riverton Owls', 'Springfield Comets vs Harbor City', 'Springfield Comets vs Eastvale, Game 7'],
    note: 'two zones in this name; see Time Zone',
  },
  {
    venue: { name: 'Konzerthaus am Park', zones: [stalls, gallery] },
    city: 'Vienna',
    country: 'Austria',
    timeZone: 'Europe/Vienna',
    ambiguousZone: false,
    currency: 'EUR',
    fees: { buyerBasisPoints: 1500, sellerBasisPoints: 1200 },
    basePrice: 92_00,
    size: 64,
    releaseSection: 'Gallery',
    acts: ['Northern Static Quartet', 'Abendstern: Liederabend', 'The Amber Rehearsal'],
    note: '',
  },
  {
    venue: { name: 'Docklands Hall', zones: [floor, lowerBowl] },
    city: 'Dublin',
    country: 'Ireland',
    timeZone: 'Europe/Dublin',
    ambiguousZone: false,
    currency: 'EUR',
    fees: { buyerBasisPoints: 1750, sellerBasisPoints: 1200 },
    basePrice: 61_00,
    size: 110,
    releaseSection: '104',
    acts: ['The Hollow Drum', 'Sixpence Parade', 'Wren and the Weather'],
    note: 'rival venue, not watched yet',
  },
];
