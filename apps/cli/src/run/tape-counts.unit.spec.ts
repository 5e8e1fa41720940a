import { aBlindness, aListing, aSighting, key, looks } from '@tickettape/book/examples';
import { envelope, type EventTracked, type EventUntracked } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { countFacts } from './tape-counts.js';

const envelopeOf = (id: string) => ({ id, source: '/tickettape/sheet-sync', subject: id, time: '2026-11-22T12:00:00.000Z' });
const details = { name: 'Show', venue: '', city: '', country: '', localDate: '2026-12-31T20:00:00', timeZone: null, startsAt: null };
const tracked = (eventId: string): EventTracked =>
  envelope('event.tracked.v1', envelopeOf(eventId), { ...key, ...details, eventId, intervalSeconds: null, notes: null, revision: 1 });
const untracked = (eventId: string): EventUntracked => ({
  ...tracked(eventId),
  type: 'event.untracked.v1',
  data: { ...tracked(eventId).data, revision: 2, reason: 'removed' },
});

describe('the counts of a tape', () => {
  it('are nothing for an empty tape', () => {
    expect(countFacts([])).toMatchObject({ events: 0, sweeps: { complete: 0, blocked: 0 }, messages: {}, alerts: 0 });
  });

  it('hold each look by its outcome and each message by its type', () => {
    const book = looks(
      aSighting([aListing('a')]),
      aSighting([aListing('a')]),
      aSighting([aListing('a')], { doubts: ['skipped-listings'] }),
      aBlindness({ reason: 'throttled' }),
    );
    expect(countFacts(book)).toMatchObject({
      sweeps: { complete: 2, partial: 1, throttled: 1, unreachable: 0 },
      messages: { 'book.keyframed.v1': 1, 'book.confirmed.v1': 2, 'coverage.lost.v1': 1 },
    });
  });

  it('count an event while it is tracked', () => {
    expect(countFacts([tracked('1'), tracked('2'), untracked('1')])).toMatchObject({ events: 1 });
  });

  it('do not hide what meets no contract', () => expect(countFacts([null]).messages).toEqual({ unreadable: 1 }));
});
