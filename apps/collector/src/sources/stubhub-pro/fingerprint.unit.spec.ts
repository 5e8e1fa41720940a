import { describe, expect, it } from 'vitest';
import { fingerprintsOf } from './fingerprint.js';

const gap = ' | and | ';
const fingerprints = (texts: readonly string[]) => [...fingerprintsOf(['', ...texts], ['', ...texts].join(gap), gap.length)].slice(1);
const item = (cents: number, row: number) => `140000${row % 7}2345,"row":"${row}","amt":${cents / 100},"disp":"$${cents / 100}"`;

describe('fingerprints', () => {
  it('are the same for the same text, wherever it stands', () => {
    const [first, , last] = fingerprints([item(12_345, 7), item(99, 1), item(12_345, 7)]);
    expect(first).toBe(last);
    expect(fingerprints([item(99, 1), 'x', item(12_345, 7)])[2]).toBe(first);
  });

  it('are never the same for texts that differ in a few digits, nor are any 30 bits of them more often than by chance', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => item(10_000 + (index % 1_000), Math.floor(index / 1_000)));
    const found = fingerprints(texts);
    const differing = (part: (fingerprint: number) => number) => new Set(found.map(part)).size;
    expect(differing((all) => all)).toBe(texts.length);
    expect(differing((all) => all % 2 ** 30)).toBeGreaterThan(texts.length - 5);
    expect(differing((all) => Math.floor(all / 2 ** 23))).toBeGreaterThan(texts.length - 5);
  });

  it('tell apart short texts, characters that share their low byte, and what only differs in length', () => {
    const texts = ['', '0', '00', 'a', 'a\u0000', '\u2013', '\u0013', '\u0113', '\ud83c\udfab', '\ud83c\udfac', '\ud83c', '\udfab'];
    expect(new Set(fingerprints(texts)).size).toBe(texts.length);
  });
});
