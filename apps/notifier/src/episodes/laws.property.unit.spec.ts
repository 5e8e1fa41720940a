import type { Observation } from '@tickettape/book';
import { aBlindness, aListing } from '@tickettape/book/examples';
import type { AlertFact, BookFact, Condition, Listing } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow, unfollowedBook } from '../books/followed-book.js';
import { alertsOver, aWatch, partly, seesListings, sees, tape } from './scenario.examples.js';

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
const condition: fc.Arbitrary<Condition> = fc.oneof(
  line.map((told) => ({ kind: 'get-in-below' as const, ...told })),
  line.map((told) => ({ kind: 'get-in-above' as const, ...told })),
  fc.record({
    kind: fc.constant('get-in-moves' as const),
    percent: fc.integer({ min: 3, max: 20 }),
    withinSeconds: fc.integer({ min: 60, max: 900 }),
  }),
  fc.constantFrom('101', '102').map((section) => ({ kind: 'new-listing' as const, section })),
);

const isOpened = (alert: AlertFact) => alert.type === 'alert.opened.v1';

describe('laws of the episodes', () => {
  it('a watch never has two open episodes: opened and closed take turns, counted 1, 2, 3', () => {
    fc.assert(
      fc.property(condition, observations, (rule, seen) => {
        const alerts = alertsOver(aWatch(rule), tape(seen));
        alerts.forEach((alert, index) => {
          expect(isOpened(alert)).toBe(index % 2 === 0);
          expect(alert.data).toMatchObject({ episode: Math.floor(index / 2) + 1 });
        });
        expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
      }),
    );
  });

  it('a blind look never alerts, and only a complete one says that an episode is over', () => {
    fc.assert(
      fc.property(condition, observations, (rule, seen) => {
        const facts = tape(seen);
        for (const alert of alertsOver(aWatch(rule), facts)) {
          const look = lookOf(facts, alert);
          expect(look.type).not.toBe('coverage.lost.v1');
          if (!isOpened(alert)) expect(look.data).toMatchObject({ complete: true });
        }
      }),
    );
  });

  it('what a partial look does not show changes nothing', () => {
    fc.assert(
      fc.property(condition, observations, (rule, seen) => {
        const facts = tape([...seen, partly([])]);
        expect(alertsOver(aWatch(rule), facts)).toEqual(alertsOver(aWatch(rule), facts.slice(0, -1)));
      }),
    );
  });

  it('an alert shows only listings that its look proves: none of them is left over from an earlier look', () => {
    fc.assert(
      fc.property(condition, observations, (rule, seen) => {
        const facts = tape(seen);
        for (const alert of alertsOver(aWatch(rule), facts)) {
          if (alert.type !== 'alert.opened.v1') continue;
          const observed = seen[alert.data.evidence.look.sequence - 1]!;
          const ids = observed.kind === 'seen' ? observed.listings.map(({ listingId }) => listingId) : [];
          expect(ids).toEqual(expect.arrayContaining(alert.data.evidence.listings.listingId));
        }
      }),
    );
  });

  it('from any restart point, with any repetition, the alerts are the same', () => {
    const repetition = fc.array(fc.tuple(fc.nat(69), fc.nat(69)), { maxLength: 8 });
    fc.assert(
      fc.property(condition, observations, repetition, fc.nat(69), (rule, seen, again, restart) => {
        const facts = tape(seen);
        const whole = alertsOver(aWatch(rule), facts);
        const stored = alertsOver(aWatch(rule), facts.slice(0, restart));
        expect(alertsOver(aWatch(rule), facts, stored)).toEqual(whole);
        expect(ignoringPosition(alertsOver(aWatch(rule), repeated(facts, again)))).toEqual(ignoringPosition(whole));
      }),
    );
  });

  it('a followed book is a function of what is on the tape from its last keyframe on', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        const facts = tape(seen);
        const keyframe = Math.max(
          0,
          facts.findLastIndex(({ type }) => type === 'book.keyframed.v1'),
        );
        expect(followed(facts.slice(keyframe))).toEqual(followed(facts));
      }),
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

const followed = (facts: readonly BookFact[]) => facts.reduce((book, fact) => follow(book, fact, 0), unfollowedBook());

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
  JSON.parse(JSON.stringify(alerts, (name, value: unknown) => (name === 'position' ? undefined : value)));
