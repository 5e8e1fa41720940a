import { decide, evolve, fold, unseenBook, type Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting, key, looks } from '@tickettape/book/examples';
import { learn, piecesOf } from '@tickettape/sampling';
import { describe, expect, it } from 'vitest';
import { lastSpanOf } from './last-span.js';
import { learnedSweepDelayMs } from './next-sweep.js';

const at = (minutes: number, observation: Observation): Observation => ({
  ...observation,
  observedAt: new Date(Date.UTC(2026, 5, 1, 0, minutes)).toISOString(),
});

const spanAfter = (...observations: Observation[]) => {
  const before = observations.slice(0, -1).reduce((book, observation) => evolve(book, decide(key, observation, book)), unseenBook());
  return lastSpanOf(before, decide(key, observations.at(-1)!, before), null);
};

describe('how lively a book was', () => {
  it('is what differed between two whole looks, and for how long', () => {
    const span = spanAfter(
      at(0, aSighting([aListing('a'), aListing('b')])),
      at(30, aSighting([aListing('b', { quantity: 9 }), aListing('c')])),
    );
    expect(span).toEqual({
      eventId: key.eventId,
      startsAtMs: null,
      fromMs: Date.UTC(2026, 5, 1),
      toMs: Date.UTC(2026, 5, 1, 0, 30),
      changes: 3,
    });
  });

  it('is 0 where nothing differed', () => {
    expect(spanAfter(at(0, aSighting([aListing('a')])), at(30, aSighting([aListing('a')])))).toMatchObject({ changes: 0 });
  });

  it.each([
    ['before the second look', [at(0, aSighting([aListing('a')]))]],
    ['after a blind one', [at(0, aSighting([aListing('a')])), at(1, aBlindness()), at(2, aSighting([aListing('b')]))]],
    ['in a partial one', [at(0, aSighting([aListing('a')])), at(2, aSighting([aListing('b')], { doubts: ['skipped-listings'] }))]],
    ['in a blind one', [at(0, aSighting([aListing('a')])), at(2, aBlindness())]],
  ])('is not known %s', (_, observations) => {
    expect(spanAfter(...observations)).toBeNull();
  });

  it('is counted alike in a keyframe and in a delta', () => {
    const series = Array.from({ length: 120 }, (_, minute) => at(minute, aSighting([aListing('a', { allInPrice: 1000 + minute })])));
    const facts = looks(...series);
    const spans = facts.slice(1).map((fact, index) => lastSpanOf(fold(facts.slice(0, index + 1)), fact, null)?.changes);
    expect(facts.slice(1).some(({ type }) => type === 'book.keyframed.v1')).toBe(true);
    expect(new Set(spans)).toEqual(new Set([1]));
  });
});

describe('an adapted interval', () => {
  const hour = 3_600_000;
  const fromMs = Date.UTC(2026, 5, 1);
  const span = (eventId: string, changes: number) => ({ eventId, startsAtMs: null, fromMs: fromMs - 99 * hour, toMs: fromMs, changes });
  const patterns = learn('stubhub', [span('lively', 900), span('quiet', 9)].flatMap(piecesOf), {
    spans: 2,
    learnedAt: '2026-06-01T00:00:00Z',
  });
  const delay = (eventId: string, seconds: number, sweepFloorMs = 60_000) =>
    learnedSweepDelayMs(seconds, { sweepFloorMs, requestFloorMs: 1_000, speed: 1 } as never, () => 0.5, {
      patterns,
      subject: { eventId, startsAtMs: null },
      fromMs,
      last: null,
    });

  it('is shorter for a livelier book, longer for a quieter one, and neither without end', () => {
    expect(delay('lively', 3600)).toBeLessThan(0.9 * hour);
    expect(delay('quiet', 3600)).toBeGreaterThan(1.5 * hour);
    expect(delay('quiet', 3600)).toBeLessThanOrEqual(3 * hour);
  });

  it('never goes below the floor', () => {
    expect(delay('lively', 60)).toBeGreaterThanOrEqual(60_000);
  });
});
