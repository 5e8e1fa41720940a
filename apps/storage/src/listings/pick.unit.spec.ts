import { aListing } from '@tickettape/book/examples';
import { columnsOf, isColumns, listingsOf } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { concat, pick } from './pick.js';

const plain = aListing('a');
const zoned = aListing('b', { zone: 'Lower' });

describe('columns', () => {
  it('are picked in the order asked for', () => {
    expect(listingsOf(pick(columnsOf([plain, zoned]), [1, 0]))).toEqual([zoned, plain]);
  });

  it('are joined, with null where one side was not told', () => {
    const joined = concat(columnsOf([plain]), columnsOf([zoned]));
    expect(isColumns(joined)).toBe(true);
    expect(listingsOf(joined)).toEqual([plain, zoned]);
    expect(joined).not.toHaveProperty('seats');
  });
});
