import { parseMinor } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { World } from '../scenario/world.js';
import { FaultRequest } from '../faults/fault.js';
import { answerOf } from './answer.js';
import { proListings } from './pro-listings.js';

const world = new World(1, 7);
const bookIn = (city: string) => world.marketOf(world.eventsInSheet(0).find(({ house }) => house.city === city)!).bookAt(0);

describe('the wire format', () => {
  it.each([
    ['New York', 'USD', 2, /^\$[\d,]+\.\d\d$/],
    ['Berlin', 'EUR', 2, /^€[\d,]+\.\d\d$/],
    ['London', 'GBP', 2, /^£[\d,]+\.\d\d$/],
    ['Tokyo', 'JPY', 0, /^¥[\d,]+$/],
  ])('writes the money of %s in %s with %i decimals, exact to the minor unit', (city, currency, dec, disp) => {
    const book = bookIn(city);
    for (const item of proListings(book.values())) {
      const { allInPrice, netProceeds } = book.get(String(item.listingId))!;
      expect(item.sellerAllInPrice).toMatchObject({ currency, dec });
      expect(item.sellerAllInPrice.disp).toMatch(disp);
      expect(parseMinor(String(item.sellerAllInPrice.amt), currency)).toBe(allInPrice);
      expect(item.sellerNetProceeds && parseMinor(String(item.sellerNetProceeds.amt), currency)).toBe(netProceeds);
    }
  });

  it('has proceeds that are not told, and rows where nobody has a seat', () => {
    const items = proListings(bookIn('Berlin').values());
    expect(items.some(({ sellerNetProceeds }) => sellerNetProceeds === null)).toBe(true);
    expect(items.filter(({ row }) => row === null).every(({ section, rowId }) => section === 'Innenraum' && rowId === null)).toBe(true);
  });

  it('does not tell what only the truth knows', () => {
    const [item] = proListings(bookIn('London').values());
    expect(Object.keys(item!).toSorted()).toEqual([
      'availableTickets',
      'currencyCode',
      'listingId',
      'listingNotes',
      'row',
      'rowId',
      'section',
      'sellerAllInPrice',
      'sellerNetProceeds',
    ]);
  });
});

describe('an answer', () => {
  const listings = proListings(bookIn('London').values());
  const spoilt = (kind: string) => {
    const answer = answerOf(listings, FaultRequest.parse({ kind }));
    if (answer === 'reset') throw new Error('no answer');
    return answer;
  };
  const items = (kind: string) => JSON.parse(spoilt(kind).body) as Record<string, unknown>[];

  it('is honest without a fault, and also when it is only slow', () => {
    expect(answerOf(listings, null)).toEqual(spoilt('slow'));
    expect(items('slow')).toHaveLength(listings.length);
  });

  it('truncated breaks off in the middle of the JSON', () => expect(() => items('truncated')).toThrow(SyntaxError));

  it('duplicates repeats some listings', () => {
    const ids = items('duplicates').map(({ listingId }) => listingId);
    expect(ids.length - new Set(ids).size).toBe(3);
  });

  it('missing-fields leaves out ids, prices and sections, each somewhere', () => {
    for (const field of ['listingId', 'sellerAllInPrice', 'section'])
      expect(items('missing-fields').some((item) => !(field in item))).toBe(true);
    expect(items('missing-fields')).toHaveLength(listings.length);
  });

  it.each([
    ['login', 200],
    ['challenge', 403],
  ])('%s is a page', (kind, status) =>
    expect(spoilt(kind)).toMatchObject({ status, headers: { 'content-type': 'text/html; charset=utf-8' } }),
  );
});
