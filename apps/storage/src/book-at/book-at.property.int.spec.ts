import { digestText } from '@tickettape/book';
import type { Listing } from '@tickettape/contracts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyBatches, emptyTables } from '../books/tables.examples.js';
import { Books } from '../books/books.js';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { anyTape, recorded, type Look } from '../tape.examples.js';

let books: Books;
useDatabase();
beforeAll(() => void (books = new Books(database)));

const project = async (tape: readonly Look[]) => {
  await emptyTables(fresh.pool);
  await applyBatches(fresh.url, [recorded(tape.map(({ fact }) => fact))]);
};

const sorted = (listings: Iterable<Listing>) => [...listings].toSorted((one, other) => (one.listingId < other.listingId ? -1 : 1));

describe('the book at an instant', () => {
  it('is the book its recorder held, at every look', () =>
    fc.assert(
      fc.asyncProperty(anyTape(2, 56), async (tape) => {
        await project(tape);
        for (const { fact, book } of tape) {
          const past = await books.at(fact.data, fact.data.observedAt);
          expect(past).toMatchObject({ status: book.status, sequence: book.sequence });
          expect(past.listings).toEqual(book.status === 'seen' ? sorted(book.listings.values()) : []);
          if (book.status === 'seen') expect(past.digest).toBe(digestText(book.digest));
        }
      }),
      { numRuns: 8 },
    ));

  it('is the live book when the instant is now', () =>
    fc.assert(
      fc.asyncProperty(anyTape(1, 20), async (tape) => {
        await project(tape);
        const last = tape.at(-1)!;
        if (last.book.status === 'unseen') return;
        const live = await books.live(last.fact.data);
        expect(await books.at(last.fact.data, '2100-01-01T00:00:00Z')).toEqual(live);
      }),
      { numRuns: 10 },
    ));

  it('stands still between two looks and begins with the first', () =>
    fc.assert(
      fc.asyncProperty(anyTape(1, 4), async (tape) => {
        await project(tape);
        const [first] = tape;
        const instant = (ms: number) => new Date(Date.parse(first!.fact.data.observedAt) + ms).toISOString();
        await expect(books.at(first!.fact.data, instant(-1))).rejects.toMatchObject({ code: 'NOT_FOUND' });
        expect(await books.at(first!.fact.data, instant(0).replace('Z', '9Z'))).toEqual(await books.at(first!.fact.data, instant(0)));
      }),
      { numRuns: 5 },
    ));

  it('is nothing after a look that is missing on the tape', async () => {
    const [tape] = fc.sample(
      anyTape(1, 6).filter((looks) => looks.length === 6 && looks.every(({ book }) => book.status === 'seen')),
      1,
    );
    const facts = recorded(tape!.map(({ fact }) => fact)).toSpliced(2, 1);
    await emptyTables(fresh.pool);
    await applyBatches(fresh.url, [facts]);
    const { data } = facts.at(-1)!.fact;
    expect(await books.at(data, data.observedAt)).toMatchObject({ status: 'unseen', sequence: 6, listings: [] });
  });
});
