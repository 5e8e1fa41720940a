import { describe, expect, it } from 'vitest';
import { addLook, noHistory, type Look } from './history.js';

const after = (...looks: Look[]) => looks.reduce((history, look) => addLook(history, look, 100), noHistory);
const price = { getIn: 9_000, currency: 'USD' };

describe('the history of a book', () => {
  it('is not seen from the last look that saw something to the first one after, however often it was blind between', () => {
    const history = after(
      { atMs: 1, isBlind: false, price },
      { atMs: 2, isBlind: true, price: null },
      { atMs: 3, isBlind: true, price: null },
      { atMs: 4, isBlind: false, price },
      { atMs: 5, isBlind: true, price: null },
    );
    expect(history.blind).toEqual([
      { fromMs: 1, toMs: 4 },
      { fromMs: 4, toMs: null },
    ]);
    expect(history.points.map(({ atMs }) => atMs)).toEqual([1, 4]);
  });

  it('takes no price from a partial look, and forgets what is too old', () => {
    expect(after({ atMs: 1, isBlind: false, price: null }).points).toEqual([]);
    const old = after({ atMs: 1, isBlind: false, price }, { atMs: 2, isBlind: true, price: null }, { atMs: 3, isBlind: false, price });
    expect(addLook(old, { atMs: 200, isBlind: false, price }, 100)).toMatchObject({ points: [{ atMs: 200 }], blind: [] });
  });
});
