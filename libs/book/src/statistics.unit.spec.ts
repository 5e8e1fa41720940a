import { describe, expect, it } from 'vitest';
import { aListing } from './book.examples.js';
import { statisticsOf } from './index.js';

describe('statistics of a look', () => {
  it('are nearest-rank prices, counts and a rounded mean', () => {
    const listings = [500, 100, 200, 400, 301].map((allInPrice, index) => aListing(String(index), { allInPrice }));
    expect(statisticsOf(listings)).toEqual({
      listings: 5,
      tickets: 10,
      currency: 'USD',
      min: 100,
      p10: 100,
      median: 301,
      mean: 300,
      max: 500,
    });
  });

  it('do not invent a total when one quantity is not told', () => {
    expect(statisticsOf([aListing('a'), aListing('b', { quantity: null })])).toMatchObject({ listings: 2, tickets: null });
  });

  it('never mix currencies', () => {
    expect(statisticsOf([aListing('a'), aListing('b', { currency: 'EUR' })])).toMatchObject({
      listings: 2,
      tickets: 4,
      currency: null,
      min: null,
      median: null,
    });
  });

  it('leave prices unknown where none was told', () => {
    expect(statisticsOf([aListing('a', { allInPrice: null })])).toMatchObject({ listings: 1, currency: null, min: null });
    expect(statisticsOf([])).toMatchObject({ listings: 0, tickets: 0, min: null });
  });
});
