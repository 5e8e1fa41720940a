import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectedChanges,
  hourOfWeekAt,
  intensityAt,
  learn,
  lifeCellAt,
  nextLookMs,
  piecesOf,
  shareAt,
  shares,
  type Span,
} from './index.js';

const hour = 3_600_000;
const monday = Date.parse('2026-06-01T00:00:00Z');
const learnedAt = '2026-07-01T00:00:00Z';

const learned = (spans: Span[]) => learn('stubhub', spans.flatMap(piecesOf), { spans: spans.length, learnedAt });

/** Four weeks of hourly looks at a book that has no beginning; `changesAt` says what each hour of the week brings. */
const weeks = (eventId: string, changesAt: (hourOfWeek: number) => number): Span[] =>
  Array.from({ length: 4 * 168 }, (_, index) => {
    const fromMs = monday + index * hour;
    return { eventId, startsAtMs: null, fromMs, toMs: fromMs + hour, changes: changesAt(index % 168) };
  });

describe('cells', () => {
  it('count the hours of a week from Monday', () => {
    expect([0, 25, 167, 168].map((hours) => hourOfWeekAt(monday + hours * hour))).toEqual([0, 25, 167, 0]);
  });

  it('double with the time that is left', () => {
    expect([0.5, 1, 1.9, 2, 5, 900, 5000].map((hours) => lifeCellAt(monday + hours * hour, monday))).toEqual([0, 1, 1, 2, 3, 10, 11]);
    expect(lifeCellAt(null, monday)).toBe(11);
  });
});

describe('what is learned', () => {
  it('is the average where nothing differs', () => {
    const patterns = learned(weeks('a', () => 2));
    expect(patterns.changesPerHour).toBeCloseTo(2);
    expect(intensityAt(patterns, { eventId: 'a', startsAtMs: null }, monday)).toBeCloseTo(2);
    expect(shareAt(patterns, { eventId: 'a', startsAtMs: null }, monday)).toBeCloseTo(1);
  });

  it('is when an office opens its calendar', () => {
    const patterns = learned(weeks('a', (hourOfWeek) => (hourOfWeek % 24 === 7 ? 24 : 0)));
    const at = (hours: number) => intensityAt(patterns, { eventId: 'a', startsAtMs: null }, monday + hours * hour);
    expect(at(7)).toBeGreaterThan(5);
    expect(at(8)).toBeLessThan(1);
  });

  it('is which book is livelier, and little of it from little time', () => {
    const patterns = learned([...weeks('quiet', () => 1), ...weeks('lively', () => 9), ...weeks('new', () => 9).slice(0, 2)]);
    const of = (eventId: string) => intensityAt(patterns, { eventId, startsAtMs: null }, monday);
    expect(of('lively') / of('quiet')).toBeGreaterThan(6);
    expect(of('unknown')).toBeCloseTo(patterns.changesPerHour, 0);
    expect(of('new') / of('unknown')).toBeLessThan(1.2);
  });

  it('is nothing from nothing: every book is looked at as often as asked for', () => {
    const patterns = learned([]);
    expect(shareAt(patterns, { eventId: 'a', startsAtMs: null }, monday)).toBe(1);
    expect(nextLookMs(patterns, { eventId: 'a', startsAtMs: null }, monday, { meanIntervalMs: hour, draw: 1, last: null })).toBe(
      monday + hour,
    );
  });
});

const anySpan: fc.Arbitrary<Span> = fc
  .record({ eventId: fc.constantFrom('a', 'b', 'c'), from: fc.nat(1000), minutes: fc.integer({ min: 1, max: 2000 }), changes: fc.nat(500) })
  .map(({ eventId, from, minutes, changes }) => {
    const fromMs = monday + from * hour;
    return { eventId, startsAtMs: eventId === 'c' ? null : monday + 1200 * hour, fromMs, toMs: fromMs + minutes * 60_000, changes };
  });

describe('the laws of sampling', () => {
  it('no piece of time and no change is lost or doubled', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        const pieces = piecesOf(span);
        const total = (of: 'seconds' | 'changes') => pieces.reduce((sum, piece) => sum + piece[of], 0);
        expect(total('seconds')).toBeCloseTo((span.toMs - span.fromMs) / 1000);
        expect(total('changes')).toBeCloseTo(span.changes);
      }),
    );
  });

  it('no book starves and none is flooded, whatever was learned and whatever the last look showed', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 30 }), anySpan, fc.double({ min: 0.5, max: 1.5, noNaN: true }), (spans, last, draw) => {
        const delay = nextLookMs(learned(spans), last, last.toMs, { meanIntervalMs: hour, draw, last }) - last.toMs;
        expect(delay).toBeGreaterThanOrEqual((draw * hour) / shares.most - 1);
        expect(delay).toBeLessThanOrEqual((draw * hour) / shares.least + 1);
      }),
    );
  });

  it('what is expected over a time is what is expected over its parts', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { minLength: 1, maxLength: 20 }), anySpan, (spans, { fromMs, toMs, ...subject }) => {
        const patterns = learned(spans);
        const middle = Math.floor((fromMs + toMs) / 2);
        const parts = expectedChanges(patterns, subject, fromMs, middle) + expectedChanges(patterns, subject, middle, toMs);
        expect(expectedChanges(patterns, subject, fromMs, toMs)).toBeCloseTo(parts, 3);
      }),
    );
  });
});
