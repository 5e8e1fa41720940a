import { Measure, type Condition, type SimpleCondition } from '@tickettape/contracts';
import fc from 'fast-check';

const name = fc.constantFrom('101', '204', 'Floor GA', 'Upper and Lower', 'B');
const told = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const seconds = fc.oneof(
  fc.integer({ min: 1, max: 7_000 }),
  fc.integer({ min: 1, max: 90 }).map((days) => days * 86_400),
);
const money = fc.integer({ min: 1, max: 500_000 });
const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD');
const percent = fc.integer({ min: 1, max: 9_999 }).map((tenths) => tenths / 10);
const filter = { section: told(name), zone: told(name), row: told(name), quantity: told(fc.integer({ min: 1, max: 8 })) };
const move = { ...filter, direction: told(fc.constantFrom('up' as const, 'down' as const)), withinSeconds: seconds };

const kind = <Kind extends string>(...kinds: Kind[]) => ({ kind: fc.constantFrom(...kinds) });
const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-12-${String(day).padStart(2, '0')}`);
const ordered = (values: fc.Arbitrary<string>) => fc.tuple(values, values).map((pair) => pair.toSorted() as [string, string]);

/** Any simple condition that a person may write. */
export const simpleCondition: fc.Arbitrary<SimpleCondition> = fc
  .oneof(
    fc.record({ ...kind('get-in-below', 'get-in-above', 'median-below', 'median-above'), ...filter, price: money, currency }),
    fc.record({ ...kind('get-in-moves', 'median-moves'), ...move, percent, currency: told(currency) }),
    fc.record({ ...kind('get-in-moves', 'median-moves'), ...move, amount: money, currency }),
    fc.record({ ...kind('get-in-low', 'get-in-high'), ...filter, withinSeconds: seconds, currency: told(currency) }),
    fc.record({ ...kind('listings-below', 'listings-above', 'tickets-below', 'tickets-above'), ...filter, count: fc.nat(10_000) }),
    fc.record({ ...kind('listings-moves', 'tickets-moves'), ...move, percent }),
    fc.record({ ...kind('listings-moves', 'tickets-moves'), ...move, count: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ ...kind('new-listing'), ...filter }),
    fc.record({ ...kind('new-listing'), ...filter, priceAtMost: money, currency }),
    fc.record({ ...kind('listing-gone'), listingId: told(fc.constantFrom('123456', 'a b')), ...filter }),
    fc.record({ ...kind('listing-back'), listingId: told(fc.constantFrom('123456', 'a b')), ...filter, withinSeconds: seconds }),
    fc
      .record({
        dates: ordered(date),
        times: ordered(time),
        weekdays: told(fc.subarray(['mon', 'tue', 'fri', 'sun'] as const, { minLength: 1 })),
        timeZone: told(fc.constantFrom('Europe/Berlin', 'America/New_York')),
        has: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
      })
      .map(({ dates: [from, to], times: [timeFrom, timeTo], weekdays, timeZone, has }) => ({
        kind: 'slot-available' as const,
        from: has[0] ? from : undefined,
        to: has[1] ? to : undefined,
        timeFrom: has[2] ? timeFrom : undefined,
        timeTo: has[3] ? timeTo : undefined,
        weekdays,
        timeZone,
      })),
    fc.record({ ...kind('market-quiet', 'blind'), withinSeconds: seconds }),
    fc.record({
      ...kind('market-unusual'),
      ...filter,
      measure: fc.constantFrom(...Measure.options),
      withinSeconds: seconds,
      currency: told(currency),
    }),
  )
  .map((condition) => JSON.parse(JSON.stringify(condition)) as SimpleCondition);

const group = fc.array(simpleCondition, { minLength: 2, maxLength: 3 });
const all = group.map((conditions) => ({ kind: 'all' as const, conditions }));

/** Any condition that a person may write. */
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: simpleCondition },
  { weight: 1, arbitrary: all },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.oneof(simpleCondition, all), { minLength: 2, maxLength: 3 })
      .map((conditions) => ({ kind: 'any' as const, conditions })),
  },
);
