import { aListing } from '@tickettape/book/examples';
import { describe, expect, it } from 'vitest';
import { mapListing } from './mapper.js';

const item = (told: object = {}) => ({ listingId: 1, currencyCode: 'USD', ...told });
const listing = (told: object) => {
  const mapped = mapListing(item(told));
  if (mapped.kind === 'skip') throw new Error(mapped.reason);
  return mapped.listing;
};
const price = (amt: unknown, currency: string | null = 'USD') => ({ sellerAllInPrice: { amt, currency } });

describe('an item of the answer', () => {
  it('becomes a listing, field by field', () => {
    const told = {
      listingId: 7100000001,
      section: 'Lower 112',
      row: 'K',
      rowId: 9,
      availableTickets: 2,
      listingNotes: ['Aisle seat', 'Mobile transfer'],
      sellerNetProceeds: { amt: 134.99, disp: '$134.99', currency: 'USD', dec: 2 },
      sellerAllInPrice: { amt: 165.54, disp: '$165.54', currency: 'USD', dec: 2 },
      currencyCode: 'USD',
    };
    const expected = { section: 'Lower 112', row: 'K', quantity: 2, allInPrice: 16_554, netProceeds: 13_499, currency: 'USD' };
    expect(listing(told)).toEqual(aListing('7100000001', { ...expected, notes: 'Aisle seat; Mobile transfer' }));
  });

  it('keeps null what it does not tell', () => {
    const nothing = { section: null, row: null, quantity: null, allInPrice: null, netProceeds: null, notes: null };
    expect(listing({})).toEqual(aListing('1', nothing));
    expect(listing({ section: null, row: '', availableTickets: null, sellerAllInPrice: null, listingNotes: null })).toEqual(
      aListing('1', nothing),
    );
    expect(listing({ sellerAllInPrice: { amt: null, currency: 'USD' } })).toMatchObject({ allInPrice: null, currency: 'USD' });
  });

  it.each([
    [134.99, 'USD', 13_499],
    [0.1 + 0.2, 'USD', 30],
    [1.005, 'USD', 101],
    [651, 'USD', 65_100],
    [1500, 'JPY', 1500],
    ['80.10', 'EUR', 8010],
    [' 12.5 ', 'KWD', 12_500],
    [0, 'USD', 0],
  ])('reads the amount %j %s as %d minor units, as text', (amt, currency, minor) => {
    expect(listing({ ...price(amt, currency), currencyCode: currency }).allInPrice).toBe(minor);
  });

  it('takes the currency of the money first and that of the listing where the money tells none', () => {
    expect(listing({ ...price(5, null), currencyCode: 'GBP' })).toMatchObject({ allInPrice: 500, currency: 'GBP' });
    expect(listing({ ...price(5, 'GBP'), currencyCode: null })).toMatchObject({ allInPrice: 500, currency: 'GBP' });
  });

  it('cleans text so that the tape can hold it', () => {
    const told = { section: ' Floor\tB\u0000 ', row: 7, listingNotes: [' a\nb ', '', 5, null, 'c\ud800'] };
    expect(listing(told)).toMatchObject({ section: 'Floor B', row: '7', notes: 'a b; c\ufffd' });
  });

  it.each([
    ['no object', 'x', 'not-an-object'],
    ['an array', [], 'not-an-object'],
    ['no id', { listingId: undefined }, 'no-listing-id'],
    ['null as id', item({ listingId: null }), 'no-listing-id'],
    ['an empty id', item({ listingId: ' ' }), 'no-listing-id'],
    ['a fraction as id', item({ listingId: 1.5 }), 'no-listing-id'],
    ['an object as section', item({ section: {} }), 'unreadable-text'],
    ['a negative quantity', item({ availableTickets: -1 }), 'unreadable-quantity'],
    ['words as quantity', item({ availableTickets: 'two' }), 'unreadable-quantity'],
    ['a price that is no object', item({ sellerAllInPrice: 5 }), 'unreadable-price'],
    ['a negative price', item(price(-1)), 'unreadable-price'],
    ['a price with a thousands separator', item(price('1,234.50')), 'unreadable-price'],
    ['a price in scientific notation', item(price(1e21)), 'unreadable-price'],
    ['a price beyond 2^53', item(price(9e15)), 'unreadable-price'],
    ['a price that is true', item(price(true)), 'unreadable-price'],
    ['a price without currency', { listingId: 1, ...price(5, null) }, 'unreadable-currency'],
    ['a word as currency', item({ currencyCode: 'dollars' }), 'unreadable-currency'],
    ['two currencies', item(price(5, 'EUR')), 'currency-conflict'],
  ])('is skipped with %s, not guessed', (_, broken, reason) => {
    expect(mapListing(broken)).toMatchObject({ kind: 'skip', reason });
  });
});
