import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdBack, type Removal } from './removal-guard.js';

const settings = { maxShare: 0.2, confirmed: undefined, heldBefore: null };
const removal = (told: Partial<Removal> = {}): Removal => ({
  tab: 'Events',
  names: ['stubhub/1'],
  of: 10,
  rowCount: 9,
  rowsWithoutKey: 0,
  cutOff: false,
  ...told,
});

describe('a removal', () => {
  it('goes on up to the share and waits above it', () => {
    expect(holdBack(removal({ names: ['a', 'b'], of: 10 }), settings)).toBeNull();
    expect(holdBack(removal({ names: ['a', 'b', 'c'], of: 10 }), settings)).toMatchObject({
      reason: 'too-many',
      names: ['a', 'b', 'c'],
      of: 10,
    });
  });

  it('of nothing needs no confirmation', () => {
    expect(holdBack(removal({ names: [], of: 0, rowCount: 0 }), settings)).toBeNull();
  });

  it('always waits where the sheet is empty, whatever the share', () => {
    expect(holdBack(removal({ rowCount: 0 }), { ...settings, maxShare: 1 })).toMatchObject({ reason: 'empty-sheet' });
  });

  it.each([{ rowsWithoutKey: 1 }, { cutOff: true }])('waits where a row could be the one that is missed (%j)', (doubt) => {
    expect(holdBack(removal(doubt), settings)).toMatchObject({ reason: 'unreadable-rows' });
  });

  it('is confirmed for exactly what was shown, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.uniqueArray(fc.string(), { minLength: 1 }), (shown, now) => {
        const held = holdBack(removal({ names: shown, of: shown.length }), settings)!;
        const isSame = shown.length === now.length && shown.every((name) => now.includes(name));
        const after = holdBack(removal({ names: now, of: now.length }), { ...settings, confirmed: held.token });
        expect(after === null).toBe(isSame);
      }),
    );
  });

  it('that waited goes on waiting where new rows make its share small, and lets others pass', () => {
    const names = ['a', 'b', 'c'];
    const heldBefore = holdBack(removal({ names, of: 10 }), settings);
    expect(holdBack(removal({ names, of: 110 }), { ...settings, heldBefore })).toMatchObject({ reason: 'too-many', names, of: 110 });
    expect(holdBack(removal({ names: [...names, 'd'], of: 110 }), { ...settings, heldBefore })).toMatchObject({ names });
    expect(holdBack(removal({ names: ['d'], of: 110 }), { ...settings, heldBefore })).toBeNull();
  });

  it('joins what waits where it is too large itself', () => {
    const heldBefore = { reason: 'unreadable-rows', names: ['a'] } as const;
    expect(holdBack(removal({ names: ['a', 'b', 'c', 'd'] }), { ...settings, heldBefore })).toMatchObject({
      reason: 'too-many',
      names: ['a', 'b', 'c', 'd'],
    });
    expect(holdBack(removal({ names: ['a'] }), { ...settings, heldBefore })).toMatchObject({ reason: 'unreadable-rows', names: ['a'] });
  });

  it('of a watch is not confirmed by the token of an event', () => {
    const held = holdBack(removal({ of: 1 }), settings)!;
    expect(holdBack(removal({ tab: 'Watches', of: 1 }), { ...settings, confirmed: held.token })).not.toBeNull();
  });
});
