import { describe, expect, it } from 'vitest';
import { paceOf, secondsLeft, withSample, type Sample } from './pace.js';
import { rebuildState, type RebuildFacts } from './rebuild-state.js';

const state = (facts: Partial<RebuildFacts>) => rebuildState({ lags: [0, 0], held: [true, true], failing: false, ...facts });

describe('a rebuild', () => {
  it('is prepared until it has a position', () => expect(state({ lags: [null, null], held: [false, false] })).toBe('preparing'));
  it('is built while one of its projections is behind', () => expect(state({ lags: [0, 101] })).toBe('building'));
  it('is built while one of its projections has not begun', () => expect(state({ lags: [0, null] })).toBe('building'));
  it('is ready when all are within one transaction of the end', () => expect(state({ lags: [0, 100] })).toBe('ready'));
  it('is interrupted when nobody builds one of them', () => expect(state({ held: [true, false] })).toBe('interrupted'));
  it('fails where this replica does', () => expect(state({ held: [true, false], failing: true })).toBe('failing'));
});

describe('the pace of a rebuild', () => {
  const sampled = (...pairs: [atMs: number, messages: number][]) =>
    pairs.reduce<Sample[]>((samples, [atMs, messages]) => withSample(samples, { atMs, messages }), []);

  it('is not known at first', () => expect([paceOf([]), paceOf(sampled([0, 5]))]).toEqual([null, null]));
  it('is that of the last half minute', () => expect(paceOf(sampled([0, 0], [10_000, 50_000], [40_000, 80_000]))).toBe(1_000));
  it('begins anew with another rebuild', () => expect(paceOf(sampled([0, 900], [1_000, 0], [2_000, 70]))).toBe(70));
  it('says how long it takes', () => expect([secondsLeft(50, 20), secondsLeft(0, null), secondsLeft(5, 0)]).toEqual([3, 0, null]));
});
