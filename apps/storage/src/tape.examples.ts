import { decide, evolve, unseenBook, type Book, type Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import type { BookFact, BookKey } from '@tickettape/contracts';
import fc from 'fast-check';
import type { Recorded } from './projector/projection.js';

/** Facts with positions 1, 2, 3, as a stream would hold them. */
export const recorded = <Fact>(facts: readonly Fact[], firstPosition = 1): Recorded<Fact>[] =>
  facts.map((fact, index) => ({
    fact,
    position: firstPosition + index,
    subject: 'book.stubhub.5958508',
    storedAt: new Date(Date.UTC(2026, 10, 21, 12, 0, firstPosition + index)).toISOString(),
  }));

/** What a recorder saw at one look: the fact on the tape and the book it held afterwards. */
export type Look = { fact: BookFact; observation: Observation; book: Book };

export const look = (observations: readonly Observation[], of: BookKey = key): Look[] => {
  let book = unseenBook();
  return observations.map((observation) => {
    const fact = decide(of, observation, book);
    book = evolve(book, fact);
    return { fact, observation, book };
  });
};

const anyText = fc.option(
  fc.string({ unit: 'binary', maxLength: 6 }).map((raw) => raw.replace(/[\u0000-\u001f\u007f]/g, '').toWellFormed()),
);
const anyAmount = fc.option(fc.oneof(fc.nat(20_000), fc.maxSafeNat()));

/** Any values a listing may have on the tape. */
export const anyListing = (listingId: string) =>
  fc
    .record({
      section: fc.oneof(fc.constantFrom('101', '102'), anyText),
      row: anyText,
      quantity: fc.option(fc.nat(12)),
      allInPrice: anyAmount,
      listPrice: anyAmount,
      netProceeds: anyAmount,
      currency: fc.constantFrom('USD', 'EUR', null),
      zone: anyText,
      seats: anyText,
      splits: anyText,
      ticketClass: anyText,
      faceValue: anyAmount,
      notes: anyText,
      listedAt: anyText,
      startsAt: anyText,
      durationMinutes: fc.option(fc.nat(600)),
    })
    .map((told) => aListing(listingId, told));

/** A listing that differs from look to look in few ways, so that looks have much in common. */
const likelyListing = (listingId: string) =>
  fc
    .record({ allInPrice: fc.constantFrom(9_000, 10_000, null), quantity: fc.constantFrom(2, 4), notes: fc.constantFrom(null, 'aisle') })
    .map((told) => aListing(listingId, told));

const listings = fc
  .subarray(Array.from('abcdefgh'))
  .chain((ids) => fc.tuple(...ids.map((id) => fc.oneof({ weight: 9, arbitrary: likelyListing(id) }, anyListing(id)))));

/** Looks as they come: mostly complete, some partial, some blind. */
export const anyObservation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 6, arbitrary: listings.map((seen) => aSighting(seen)) },
  { weight: 1, arbitrary: listings.map((seen) => aSighting(seen, { doubts: ['skipped-listings'] })) },
  { weight: 1, arbitrary: fc.constant(aBlindness()) },
);

/** The looks at several books, one after the other and then again. */
export const anyTape = (books: number, looks: number): fc.Arbitrary<Look[]> =>
  fc.array(fc.array(anyObservation, { maxLength: looks, minLength: 1 }), { minLength: 1, maxLength: books }).map((perBook) => {
    const columns = perBook.map((observations, index) => look(observations, { source: 'stubhub', eventId: String(100 + index) }));
    return Array.from({ length: looks }, (_, index) => columns.flatMap((column) => column[index] ?? [])).flat();
  });
