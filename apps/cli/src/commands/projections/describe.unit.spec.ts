import { aProjection } from '../../dashboard/dashboard.examples.js';
import { describe, expect, it } from 'vitest';
import type { Comparison, RebuildStatus, Verification } from '@tickettape/admin-answers';
import { describeComparison, describeProgress, describeProjections, describeVerification } from './describe.js';

const rebuild: RebuildStatus = {
  schema: 'rebuild_20261122013000123',
  state: 'building',
  startedAt: '2026-11-22T01:30:00.123Z',
  messages: 120_000,
  total: 1_000_000,
  messagesPerSecond: 15_000,
  secondsLeft: 59,
  problem: null,
  projections: [{ name: 'books', version: 2, stream: 'BOOKS', position: 120_000, lastSequence: 1_000_000, lag: 880_000 }],
};

const equal: Verification = { books: 12, position: 1_500, mismatches: 0, differing: [] };
const differing: Verification = {
  ...equal,
  mismatches: 2,
  differing: [{ source: 'stubhub', eventId: '7', sequence: 41, reason: 'listings', told: 'aa', found: 'bb' }],
};

describe('the progress of a rebuild', () => {
  it('is messages, pace and time left', () =>
    expect(describeProgress(rebuild)).toBe('building: 120,000 of 1,000,000 messages, 15,000/s, 59s left'));

  it('says nothing of a pace that is not known', () =>
    expect(describeProgress({ ...rebuild, messagesPerSecond: null, secondsLeft: null })).toBe('building: 120,000 of 1,000,000 messages'));
});

describe('a verification', () => {
  it('says that all are equal', () =>
    expect(describeVerification('Live tables', equal)).toBe('Live tables: 12 books compared with the tape up to message 1,500, all equal'));

  it('names the first book that differs and why', () =>
    expect(describeVerification('Live tables', differing)).toContain(
      '2 differ; the first is stubhub/7 at look 41 (its listings are not those of the tape; tape aa, tables bb)',
    ));
});

describe('a comparison', () => {
  const comparison: Comparison = {
    schema: rebuild.schema,
    live: differing,
    rebuild: equal,
    mismatches: 1,
    differing: [{ source: 'stubhub', eventId: '7', sequence: 41, live: 'bb', rebuild: 'aa' }],
    rows: [{ table: 'sweeps', live: 1_500, rebuild: 1_500 }],
    foreignViews: [],
    objections: [],
  };

  it('tells what each is against the tape and what they are against each other', () => {
    const text = describeComparison(comparison);
    expect(text).toContain('Rebuild: 12 books');
    expect(text).toContain('1 books differ; the first is stubhub/7 at look 41 (live bb, rebuild aa)');
    expect(text).toContain('Nothing is in the way of a switch');
  });

  it('tells what is in the way of a switch', () =>
    expect(describeComparison({ ...comparison, objections: ['not-ready', 'books-differ'] })).toContain(
      'In the way of a switch: not-ready, books-differ',
    ));
});

describe('the list of projections', () => {
  const live = aProjection('books', { position: 1_000_000 });

  it('shows the live tables and the rebuild under each other', () => {
    const lines = describeProjections([{ ...live, rebuild: rebuild.projections[0]! }], { rebuild, retired: [] }).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^books +BOOKS +live +1 +running +1,000,000 +0/);
    expect(lines[2]).toMatch(/^ +rebuild +2 +building +120,000 +880,000/);
    expect(lines[3]).toMatch(/^Rebuild since 2026-11-22T01:30:00.123Z: building/);
  });

  it('says what still takes room', () =>
    expect(describeProjections([live], { rebuild: null, retired: [{ schema: 'x', since: '2026-11-22T02:00:00.000Z' }] })).toContain(
      'until 2026-11-22T02:00:00.000Z: `tape projections drop retired`',
    ));
});
