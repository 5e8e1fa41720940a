import type { BookFact } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import type { Recorded } from '../projector/projection.js';
import { anyTape, recorded, type Look } from '../tape.examples.js';
import { applyBatches, dumpTables, emptyTables } from './tables.examples.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());

const rowsOf = async (batches: readonly (readonly Recorded<BookFact>[])[]) => {
  await emptyTables(database.pool);
  await applyBatches(database.url, batches);
  return dumpTables(database.pool);
};

const factsOf = (tape: readonly Look[]) => recorded(tape.map(({ fact }) => fact));

/** Cuts a tape behind each of these places. */
const cut = <Item>(items: readonly Item[], places: readonly number[]): Item[][] => {
  const ends = [...new Set(places.map((place) => place % (items.length + 1)))].toSorted((one, other) => one - other);
  return [0, ...ends].map((start, index) => items.slice(start, ends[index] ?? items.length)).filter((batch) => batch.length > 0);
};

const places = fc.array(fc.nat(200), { maxLength: 6 });

describe('the rows of a tape', () => {
  it('are the same however it is cut into transactions', () =>
    fc.assert(
      fc.asyncProperty(anyTape(3, 12), places, async (tape, cuts) => {
        const facts = factsOf(tape);
        expect(await rowsOf(cut(facts, cuts))).toEqual(await rowsOf(facts.map((fact) => [fact])));
      }),
      { numRuns: 20 },
    ));

  it('do not change when messages are met again, in whatever order', () =>
    fc.assert(
      fc.asyncProperty(anyTape(2, 10), places, fc.array(fc.nat(100), { maxLength: 8 }), async (tape, cuts, again) => {
        const facts = factsOf(tape);
        const repeated = facts.flatMap((fact, index) => [
          fact,
          ...again
            .filter((place) => place % facts.length === index)
            .flatMap((place) => facts.slice(Math.max(0, index - (place % 5)), index + 1)),
        ]);
        expect(await rowsOf(cut(repeated, cuts))).toEqual(await rowsOf([facts]));
      }),
      { numRuns: 20 },
    ));

  it('give every book the digest and the place that the tape told', () =>
    fc.assert(
      fc.asyncProperty(anyTape(3, 60), places, async (tape, cuts) => {
        await rowsOf(cut(factsOf(tape), cuts));
        const { rows } = await database.pool.query<{ event_id: string }>(
          `select event_id, status, sequence::int, digest, book_digest(source, event_id) as found from books`,
        );
        const last = new Map(tape.map((look) => [look.fact.data.eventId, look]));
        expect(rows).toHaveLength(last.size);
        for (const row of rows) {
          const { book } = last.get(row.event_id)!;
          expect(row).toMatchObject({ status: book.status, sequence: book.sequence });
          if ('digest' in row && row.digest !== null) expect(row).toMatchObject({ found: row.digest });
        }
      }),
      { numRuns: 12 },
    ));
});

describe('a look that is missing on the tape', () => {
  it('leaves a gap and an unseen book, which the next keyframe mends', () =>
    fc.assert(
      fc.asyncProperty(anyTape(1, 30), fc.nat(100), async (tape, place) => {
        const facts = factsOf(tape);
        const lost = place % facts.length;
        const { gaps, books } = await rowsOf([facts.toSpliced(lost, 1)]);
        const next = facts[lost + 1];
        expect(gaps).toHaveLength(next ? 1 : 0);
        if (next)
          expect(gaps![0]).toMatchObject({ reason: 'looks-missing', stream_seq: String(next.position), at: new Date(next.storedAt) });
        const mended = facts.slice(lost + 1).some(({ fact }) => fact.type === 'book.keyframed.v1');
        const blindAtEnd = facts.at(-1)!.fact.type === 'coverage.lost.v1';
        if (next) expect(books![0]).toMatchObject({ status: mended && !blindAtEnd ? 'seen' : 'unseen' });
      }),
      { numRuns: 20 },
    ));
});
