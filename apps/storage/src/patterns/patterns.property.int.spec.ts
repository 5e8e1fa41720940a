import { aListing, aSighting, key } from '@tickettape/book/examples';
import { learn, piecesOf, type Span } from '@tickettape/sampling';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { eventsProjection } from '../events/events.projection.js';
import { projectAnew } from '../price-history/projected.examples.js';
import { after, anyTimedTape } from '../price-history/timed-tape.examples.js';
import { applyFacts } from '../projector/apply.examples.js';
import { tracked } from '../storage.examples.js';
import { look, type Look } from '../tape.examples.js';
import { readPieces } from './read-pieces.js';

let startsAtMs: number;
useDatabase();
beforeAll(async () => {
  const event = tracked(key.eventId);
  startsAtMs = Date.parse(event.data.startsAt!);
  await applyFacts(fresh.url, eventsProjection, [event]);
});

const isWhole = ({ fact }: Look) => fact.type !== 'coverage.lost.v1' && fact.data.complete;

const listingsIn = ({ book }: Look) => (book.status === 'seen' ? book.listings : new Map<string, unknown>());

const differing = (before: Look, now: Look): number => {
  const ids = [...new Set([...listingsIn(before).keys(), ...listingsIn(now).keys()])];
  return ids.filter((id) => JSON.stringify(listingsIn(before).get(id)) !== JSON.stringify(listingsIn(now).get(id))).length;
};

/** The spans of a tape, from what its recorder saw. */
const spansOf = (tape: readonly Look[]): Span[] =>
  tape.slice(1).flatMap((now, index) => {
    const before = tape[index]!;
    const [fromMs, toMs] = [Date.parse(before.fact.data.observedAt), Date.parse(now.fact.data.observedAt)];
    const span = { eventId: key.eventId, startsAtMs, fromMs, toMs, changes: differing(before, now) };
    return isWhole(before) && isWhole(now) && toMs > fromMs ? [span] : [];
  });

const project = async (tape: readonly Look[]) => {
  await projectAnew(fresh, tape);
  return database.query<Record<string, unknown>>('select * from book_pieces()');
};

describe('what the tables know of when books change', () => {
  it('is what the recorder saw, hour by hour, and nothing of blind or partial time', () =>
    fc.assert(
      fc.asyncProperty(anyTimedTape(12), async (tape) => {
        const rows = await project(tape);
        const expected = new Map<string, { seconds: number; changes: number }>();
        for (const { hourOfWeek, lifeCell, seconds, changes } of spansOf(tape).flatMap(piecesOf)) {
          const sum = expected.get(`${hourOfWeek} ${lifeCell}`) ?? { seconds: 0, changes: 0 };
          expected.set(`${hourOfWeek} ${lifeCell}`, { seconds: sum.seconds + seconds, changes: sum.changes + changes });
        }
        const found = new Map(rows.map(({ hour_of_week: hour, life_cell: life, ...sums }) => [`${String(hour)} ${String(life)}`, sums]));
        expect([...found.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
        for (const [cell, { seconds, changes }] of expected) {
          expect(found.get(cell)!['seconds']).toBeCloseTo(seconds, 3);
          expect(found.get(cell)!['changes']).toBeCloseTo(changes, 6);
        }
      }),
      { numRuns: 20 },
    ));

  it('is learned from, and shown with the size of the sample', async () => {
    await project(
      look([after(0, aSighting([aListing('a')])), after(60, aSighting([aListing('b')])), after(120, aSighting([aListing('b')]))]),
    );
    const rows = await database.query("select cell, spans, covered_hours, changes from patterns where kind = 'time left'");
    expect(rows).toEqual([{ cell: 11, spans: 2, covered_hours: 2, changes: 2 }]);

    const [found] = await database.snapshot(readPieces);
    const patterns = learn(found!.source, found!.pieces, { spans: found!.spans, learnedAt: new Date().toISOString() });
    expect(patterns).toMatchObject({ source: key.source, spans: 2 });
    expect(patterns.changesPerHour).toBeCloseTo(1);
  });
});
