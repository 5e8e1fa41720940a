import { Token } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchIdOf } from './watch-id.js';

describe('the id of a watch', () => {
  it.each([
    ['Cheap seats', 'cheap-seats'],
    ['  cheap   SEATS ', 'cheap-seats'],
    ['Pit 2', 'pit-2'],
    ['below-5010000011', 'below-5010000011'],
  ])('of %j is %s', (name, id) => expect(watchIdOf(name)).toBe(id));

  it('has a short hash where the slug cannot hold the name', () => {
    expect([watchIdOf('cheap_seats'), watchIdOf('Get-in < 100!'), watchIdOf('音楽')]).toEqual([
      expect.stringMatching(/^cheap-seats-[0-9a-f]{8}$/),
      expect.stringMatching(/^get-in-100-[0-9a-f]{8}$/),
      expect.stringMatching(/^watch-[0-9a-f]{8}$/),
    ]);
  });

  it('is one token of a subject, and differs for different names', () => {
    const plain = (name: string) =>
      name
        .toLowerCase()
        .replaceAll(/[\s-]+/g, ' ')
        .trim();
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), fc.string({ minLength: 1, maxLength: 200 }), (one, other) => {
        expect(Token.safeParse(watchIdOf(one)).success).toBe(true);
        expect(watchIdOf(one) === watchIdOf(other)).toBe(plain(one) === plain(other));
      }),
    );
  });
});
