import type { Observation } from '@tickettape/book';
import { aBlindness, aListing } from '@tickettape/book/examples';
import {
  leavesOf,
  Measure,
  type AlertFact,
  type BookFact,
  type Condition,
  type Listing,
  type SimpleCondition,
} from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsOf } from '../books/needs.js';
import { alertsOver, aWatch, partly, seesListings, sees, tape } from '../scenario.examples.js';
import type { Watched } from '../watched.js';
import { simpleCondition } from '../watches.examples.js';
import { notWatching, see } from '../watching.js';
import { decide } from './decide.js';
import { evolveStanding, noStanding, type Standing } from './standing.js';

const listings: fc.Arbitrary<Listing[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      fc.option(fc.integer({ min: 85, max: 115 }), { freq: 8 }),
      fc.constantFrom('101', '102'),
      fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
    ),
    { selector: ([id]) => id, maxLength: 6 },
  )
  .map((rows) => rows.map(([id, price, section, currency]) => aListing(id, { allInPrice: price && price * 100, section, currency })));

const observation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 5, arbitrary: listings.map((seen) => seesListings(...seen)) },
  { weight: 2, arbitrary: listings.map((seen) => partly(seen)) },
  { weight: 1, arbitrary: fc.constant(aBlindness()) },
);
const observations = fc.array(observation, { minLength: 1, maxLength: 70 });
const line = fc.integer({ min: 90, max: 110 }).map((price) => ({ price: price * 100, currency: 'USD' }));
const withinSeconds = fc.integer({ min: 60, max: 900 });
const percent = fc.integer({ min: 3, max: 20 });
const direction = fc.option(fc.constantFrom('up' as const, 'down' as const), { nil: undefined });
const section = fc.option(fc.constantFrom('101', '102'), { nil: undefined });
const listingId = fc.option(fc.constantFrom('a', 'b'), { nil: undefined });
const kinds = <Kind extends string>(...names: Kind[]) => ({ kind: fc.constantFrom(...names) });
/** Conditions that the little market above is likely to meet. */
const near: fc.Arbitrary<SimpleCondition> = fc.oneof(
  fc
    .tuple(fc.record(kinds('get-in-below', 'get-in-above', 'median-below', 'median-above')), line)
    .map(([kind, told]) => ({ ...kind, ...told })),
  fc.record({ ...kinds('listings-below', 'listings-above', 'tickets-below', 'tickets-above'), count: fc.nat(8), section }),
  fc.record({ ...kinds('get-in-moves', 'median-moves'), percent, withinSeconds, direction }),
  fc.record({ ...kinds('listings-moves', 'tickets-moves'), count: fc.integer({ min: 1, max: 4 }), withinSeconds, direction }),
  fc.record({ ...kinds('get-in-low', 'get-in-high'), withinSeconds: fc.constant(3_600), section }),
  fc.record({ ...kinds('new-listing'), section }),
  fc.record({ ...kinds('listing-gone'), section, listingId }),
  fc.record({ ...kinds('listing-back'), section, listingId, withinSeconds }),
  fc.record({ ...kinds('market-quiet', 'blind'), withinSeconds: fc.integer({ min: 60, max: 300 }) }),
  fc.record({ ...kinds('market-unusual'), measure: fc.constantFrom(...Measure.options), withinSeconds: fc.constant(3_600) }),
);
const leaf = fc.oneof({ weight: 5, arbitrary: near }, { weight: 1, arbitrary: simpleCondition });
const pair = fc.array(leaf, { minLength: 2, maxLength: 3 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: pair.map((conditions) => ({ kind: 'all' as const, conditions })) },
  { weight: 1, arbitrary: pair.map((conditions) => ({ kind: 'any' as const, conditions })) },
);
const settings = fc.record({
  holdSeconds: fc.constantFrom(0, 0, 120),
  rearmSeconds: fc.constantFrom(0, 0, 180, 600),
  hysteresisPercent: fc.constantFrom(0, 2),
  blindAfterSeconds: fc.constantFrom(60, 180),
  tellOver: fc.boolean(),
});

const isOpened = (alert: AlertFact) => alert.type === 'alert.opened.v1';

const watch: fc.Arbitrary<Watched> = fc.tuple(condition, settings).map(([rule, told]) => ({ ...aWatch(rule), ...told }));

const kindsOf = ({ condition: rule }: Watched) => leavesOf(rule).map(({ kind }) => kind);
/** Conditions whose end a partial look can prove: something is there, or changed, or is in sight. */
const endsByPresence = new Set(['listing-gone', 'market-quiet', 'blind']);

describe('laws of the episodes', () => {
  it('a watch never has two open episodes: opened and closed take turns, counted 1, 2, 3', () => {
    fc.assert(
      fc.property(watch, observations, (one, seen) => {
        const findings = alertsOver(one, tape(seen));
        const alerts = findings.filter(({ type }) => type.startsWith('alert.'));
        alerts.forEach((alert, index) => {
          expect(isOpened(alert)).toBe(index % 2 === 0);
          expect(alert.data).toMatchObject({ episode: Math.floor(index / 2) + 1 });
        });
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      }),
    );
  });

  it('a watch is told to be blind and in sight in turns, each once', () => {
    fc.assert(
      fc.property(watch, observations, (one, seen) => {
        const notices = alertsOver(one, tape(seen)).flatMap(({ type }) => (type.startsWith('watch.') ? type : []));
        expect(notices).toEqual(notices.map((_, index) => (index % 2 === 0 ? 'watch.blinded.v1' : 'watch.sighted.v1')));
      }),
    );
  });

  it('a blind look never alerts but of blindness, and only a complete one says of absence that an episode is over', () => {
    fc.assert(
      fc.property(watch, observations, (one, seen) => {
        const facts = tape(seen);
        for (const alert of alertsOver(one, facts)) {
          if (!alert.type.startsWith('alert.')) continue;
          const look = lookOf(facts, alert);
          if (!kindsOf(one).includes('blind')) expect(look.type).not.toBe('coverage.lost.v1');
          if (!isOpened(alert) && !kindsOf(one).some((kind) => endsByPresence.has(kind)))
            expect(look.data).toMatchObject({ complete: true });
        }
      }),
    );
  });

  it('what a partial look does not show changes nothing', () => {
    fc.assert(
      fc.property(watch, observations, (any, seen) => {
        fc.pre(!kindsOf(any).includes('blind'));
        const one = { ...any, rearmSeconds: 0, blindAfterSeconds: 86_400 };
        const facts = tape([...seen, partly([])]);
        expect(alertsOver(one, facts)).toEqual(alertsOver(one, facts.slice(0, -1)));
      }),
    );
  });

  it('an alert shows only listings that its look proves, or proves to be gone: none of them is left over from an earlier look', () => {
    fc.assert(
      fc.property(watch, observations, (one, seen) => {
        fc.pre(!kindsOf(one).includes('listing-gone'));
        const facts = tape(seen);
        for (const alert of alertsOver(one, facts)) {
          if (alert.type !== 'alert.opened.v1') continue;
          const observed = seen[alert.data.evidence.look.sequence - 1]!;
          const ids = observed.kind === 'seen' ? observed.listings.map(({ listingId: id }) => id) : [];
          expect(ids).toEqual(expect.arrayContaining(alert.data.evidence.listings.listingId));
        }
      }),
    );
  });

  it('from any restart point, with any repetition, the alerts are the same', () => {
    const repetition = fc.array(fc.tuple(fc.nat(69), fc.nat(69)), { maxLength: 8 });
    fc.assert(
      fc.property(watch, observations, repetition, fc.nat(69), fc.nat(1), (one, seen, again, restart, torn) => {
        const facts = tape(seen);
        const whole = alertsOver(one, facts);
        const stored = alertsOver(one, facts.slice(0, restart));
        expect(alertsOver(one, facts, stored.slice(0, stored.length - torn))).toEqual(whole);
        expect(ignoringPosition(alertsOver(one, repeated(facts, again)))).toEqual(ignoringPosition(whole));
      }),
    );
  });

  it('what a look proves is a function of the tape from a keyframe before the window on', () => {
    fc.assert(
      fc.property(watch, observations, (one, seen) => {
        const facts = tape(seen);
        expect(provenBy(one, facts, startOf(one, facts))).toEqual(provenBy(one, facts, 0));
      }),
      { numRuns: 300 },
    );
  });

  it('a price that dances around the line within the hysteresis alerts at most once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 94, max: 96.9, noNaN: true }), { maxLength: 70 }), (prices) => {
        const rule = { kind: 'get-in-below' as const, price: 9_500, currency: 'USD' };
        expect(alertsOver(aWatch(rule), tape(prices.map((price) => sees(price)))).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

/** Where reading begins: see `startBefore`. */
const startOf = (one: Watched, facts: readonly BookFact[]): number => {
  const { streakMs, historyMs } = needsOf([one]);
  const keyframeBefore = (end: number, atMs: number): number =>
    facts.slice(0, end).findLastIndex(({ type, data }) => type === 'book.keyframed.v1' && Date.parse(data.observedAt) <= atMs);
  const timeOf = (index: number): number => Date.parse(facts[index]!.data.observedAt);
  if (facts.length < 2) return 0;
  const first = keyframeBefore(facts.length - 1, timeOf(facts.length - 2) - streakMs);
  return first < 0 ? 0 : Math.max(0, keyframeBefore(first, timeOf(first) - historyMs));
};

const provenBy = (one: Watched, facts: readonly BookFact[], start: number): unknown => {
  const book = { watches: [one], needs: needsOf([one]) };
  const standing = alertsOver(one, facts.slice(0, -1)).reduce<Standing>(evolveStanding, noStanding);
  let watching = notWatching();
  for (let index = start; index < facts.length - 1; index += 1) watching = see(watching, facts[index]!, index + 1, book).watching;
  const seen = see(watching, facts.at(-1)!, facts.length, book);
  return seen.judged.map(({ judged }) => [judged.judgement, decide(one, standing, judged)]);
};

const lookOf = (facts: readonly BookFact[], alert: AlertFact): BookFact => {
  const look = facts.find(({ data }) => data.observedAt === alert.time);
  if (look === undefined) throw new Error('an alert without a look');
  return look;
};

/** Every pair puts the message of its first index again behind the one of its second. */
const repeated = (facts: readonly BookFact[], again: readonly (readonly [number, number])[]): BookFact[] =>
  facts.flatMap((fact, index) => [
    fact,
    ...again.filter(([from, behind]) => behind === index && from <= index).flatMap(([from]) => facts[from] ?? []),
  ]);

/** A repeated message takes a position of its own, so the later ones move. */
const ignoringPosition = (alerts: readonly AlertFact[]): unknown =>
  JSON.parse(JSON.stringify(alerts, (name, value: unknown) => (name.startsWith('position') ? undefined : value)));
