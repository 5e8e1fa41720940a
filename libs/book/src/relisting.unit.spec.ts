import { describe, expect, it } from 'vitest';
import { aListing } from './book.examples.js';
import { probablyRelisted } from './index.js';

const gone = aListing('1', { section: '101', row: '7', quantity: 2 });

describe('a listing that appeared', () => {
  it('probably offers the seats of the only one that was like it, whatever it costs', () => {
    expect(probablyRelisted([gone, aListing('2', { row: '8' })], aListing('3', { allInPrice: 1 }))).toBe(gone);
  });

  it.each([
    ['several were like it', [gone, aListing('2')], aListing('3')],
    ['none was', [gone], aListing('3', { quantity: 4 })],
    ['no row is told', [aListing('1', { row: null })], aListing('3', { row: null })],
  ])('is new, as far as can be told, where %s', (_, all, appeared) => expect(probablyRelisted(all, appeared)).toBeNull());
});
