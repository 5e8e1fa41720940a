import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBatches, emptyTables } from '../books/tables.examples.js';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { projectAnew } from '../price-history/projected.examples.js';
import { after, anyTimedTape } from '../price-history/timed-tape.examples.js';
import { look, recorded, type Look } from '../tape.examples.js';

useDatabase();

type Day = { day: string; looks: number; complete: number; partial: number; blind: number; silent: number };

const ask = () =>
  database.query<Day>(`
    select day::text, looks, complete_minutes::float as complete, partial_minutes::float as partial, blind_minutes::float as blind,
      silent_minutes::float as silent
    from coverage('${key.source}', '${key.eventId}') order by day`);

const minuteMs = 60_000;
const longestMs = 12 * 60 * minuteMs;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const endOfDay = (ms: number) => (Math.floor(ms / 86_400_000) + 1) * 86_400_000;

const qualityOf = (before: Look, now: Look, apartMs: number): Exclude<keyof Day, 'day' | 'looks'> => {
  const facts = [before.fact, now.fact];
  if (facts.some(({ type }) => type === 'coverage.lost.v1')) return 'blind';
  if (apartMs > longestMs) return 'silent';
  return facts.every(({ data }) => 'complete' in data && data.complete) ? 'complete' : 'partial';
};

/** Walks from look to look and from midnight to midnight. */
const expected = (tape: readonly Look[]): Day[] => {
  const days = new Map<string, Day>();
  const dayAt = (ms: number) => {
    const day = days.get(dayOf(ms)) ?? { day: dayOf(ms), looks: 0, complete: 0, partial: 0, blind: 0, silent: 0 };
    return days.set(day.day, day).get(day.day)!;
  };
  const at = ({ fact }: Look) => Date.parse(fact.data.observedAt);
  for (const [index, now] of tape.entries()) {
    dayAt(at(now)).looks += 1;
    const before = tape[index - 1];
    if (!before) continue;
    const quality = qualityOf(before, now, at(now) - at(before));
    for (let ms = at(before); ms < at(now); ms = Math.min(endOfDay(ms), at(now)))
      dayAt(ms)[quality] += (Math.min(endOfDay(ms), at(now)) - ms) / minuteMs;
  }
  return [...days.values()].toSorted((one, other) => one.day.localeCompare(other.day));
};

describe('coverage', () => {
  it('gives the time between two looks to the worse of both, day by day', () =>
    fc.assert(
      fc.asyncProperty(anyTimedTape(12), async (tape) => {
        await projectAnew(fresh, tape);
        const [found, told] = [await ask(), expected(tape)];
        expect(found.map(({ day, looks }) => [day, looks])).toEqual(told.map(({ day, looks }) => [day, looks]));
        for (const [index, day] of told.entries())
          for (const quality of ['complete', 'partial', 'blind', 'silent'] as const)
            expect(found[index]![quality]).toBeCloseTo(day[quality], 2);
      }),
      { numRuns: 25 },
    ));

  it('is blind on both sides of a blind look, and of one that the tape lost', async () => {
    const seen = aSighting([aListing('a')]);
    await projectAnew(fresh, look([after(0, seen), after(10, seen), after(30, aBlindness()), after(70, seen)]));
    expect(await ask()).toMatchObject([{ looks: 4, complete: 10, blind: 60 }]);

    const facts = recorded(look([after(0, seen), after(10, seen), after(30, seen)]).map(({ fact }) => fact)).toSpliced(1, 1);
    await emptyTables(fresh.pool);
    await applyBatches(fresh.url, [facts]);
    expect(await ask()).toMatchObject([{ looks: 2, complete: 0, blind: 30 }]);
  });

  it('is silent where nobody looked for long', async () => {
    const seen = aSighting([]);
    await projectAnew(fresh, look([after(0, seen), after(13 * 60, seen)]));
    expect(await ask()).toMatchObject([
      { day: '2026-11-20', silent: 150 },
      { day: '2026-11-21', silent: 630, looks: 1 },
    ]);
  });
});
