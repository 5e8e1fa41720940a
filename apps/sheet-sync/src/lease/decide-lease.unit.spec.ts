import { describe, expect, it } from 'vitest';
import { decideLease, type LeaseView } from './decide-lease.js';

const other = { host: 'sheet-sync-b', pid: 1 };
const view: LeaseView = { entry: { revision: 7, holder: other }, ownRevision: null, unchangedMs: 0, termMs: 15_000, isGone: () => false };

describe('a lease', () => {
  it('is made by the first', () => expect(decideLease({ ...view, entry: null })).toBe('create'));
  it('is renewed by whoever wrote it last', () => expect(decideLease({ ...view, ownRevision: 7 })).toBe('renew'));
  it('is left to a holder that renews it', () => expect(decideLease({ ...view, unchangedMs: 14_999 })).toBe('wait'));
  it('is taken once a whole term has passed without a renewal', () => expect(decideLease({ ...view, unchangedMs: 15_000 })).toBe('take'));
  it('is lost to somebody who took it meanwhile', () => expect(decideLease({ ...view, ownRevision: 6 })).toBe('wait'));
  it('is taken at once when it was given back', () => expect(decideLease({ ...view, entry: { revision: 8, holder: null } })).toBe('take'));
  it('is taken at once from a process of this machine that is gone', () =>
    expect(decideLease({ ...view, isGone: () => true })).toBe('take'));
});
