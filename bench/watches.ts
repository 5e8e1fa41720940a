import { looks } from '../libs/book/dist/book.examples.js';
import { aListing, aSighting } from '../libs/book/dist/book.examples.js';
import type { BookFact, Condition } from '../libs/contracts/dist/index.js';
import { WatchIndex } from '../apps/notifier/dist/watches/watch-index.js';
import { decide, needsOf, noStanding, notWatching, see, watchFact, type Watched, type Watching } from '../libs/watches/dist/index.js';
import { median, type Bench, type Row } from './bench.ts';

const listingsPerBook = 200;
const looksPerBook = 12;
const firstMs = Date.parse('2026-11-21T12:00:00.000Z');
const definedAt = '2026-11-21T11:00:00.000Z';

/** Ten questions that people ask of one book. */
const conditions: readonly Condition[] = [
  { kind: 'get-in-below', price: 4_000, currency: 'USD' },
  { kind: 'get-in-above', price: 90_000, currency: 'USD' },
  { kind: 'get-in-below', price: 6_000, currency: 'USD', section: '101', quantity: 2 },
  { kind: 'median-below', price: 9_000, currency: 'USD' },
  { kind: 'get-in-moves', percent: 15, withinSeconds: 21_600 },
  { kind: 'get-in-low', withinSeconds: 604_800 },
  { kind: 'listings-moves', percent: 30, withinSeconds: 86_400 },
  { kind: 'new-listing', section: '104', priceAtMost: 12_000, currency: 'USD' },
  { kind: 'market-unusual', measure: 'get-in', withinSeconds: 604_800 },
  { kind: 'listing-gone', section: '102' },
];

const watchesOf = (eventId: string, count: number): Watched[] =>
  Array.from({ length: count }, (_, index) => ({
    source: 'stubhub',
    eventId,
    watchId: `w-${eventId}-${index}`,
    name: 'A watch',
    condition: conditions[index % conditions.length]!,
    channels: ['log'],
    since: definedAt,
    isPaused: false,
  }));

/** A book of which a twentieth changes its price from look to look. */
const factsOf = (eventId: string): BookFact[] =>
  looks(
    ...Array.from({ length: looksPerBook }, (_, look) =>
      aSighting(
        Array.from({ length: listingsPerBook }, (_, index) =>
          aListing(String(index), {
            section: String(100 + (index % 10)),
            allInPrice: 5_000 + index * 37 + ((index + look) % 20 === 0 ? look * 11 : 0),
          }),
        ),
        { observedAt: new Date(firstMs + look * 300_000).toISOString() },
      ),
    ),
  ).map((fact) => ({ ...fact, data: { ...fact.data, eventId } }) as BookFact);

type Run = { perLookMicros: number; heapPerBook: number };

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** Of the process, so that what else runs on the machine does not count. */
const cpuMicros = (): number => process.cpuUsage().user + process.cpuUsage().system;
const perLook = (startedMicros: number, books: number): number => (cpuMicros() - startedMicros) / (books * looksPerBook);

/** As the notifier does it: the watches of a book by the index, every selection of its listings made once. */
const indexed = (books: readonly string[], watches: readonly Watched[]): Run => {
  const index = new WatchIndex();
  for (const { since, isPaused: _isPaused, ...watch } of watches)
    index.apply(watchFact('watch.defined.v1', watch, { revision: 1, source: '/bench', time: since }));
  const facts = factsOf('0');
  const held = new Map<string, Watching>();
  const before = heap();
  const startedMicros = cpuMicros();
  for (const [look, fact] of facts.entries())
    for (const eventId of books) {
      const own = { ...fact, data: { ...fact.data, eventId } } as BookFact;
      const book = index.of(own.data);
      const seen = see(held.get(eventId) ?? notWatching(), own, look + 1, book);
      for (const { watch, judged } of seen.judged) decide(watch, noStanding, judged);
      held.set(eventId, seen.watching);
    }
  const perLookMicros = perLook(startedMicros, books.length);
  return { perLookMicros, heapPerBook: (heap() - before) / Math.max(1, held.size) };
};

/** What a first draft would do: every look asks every watch whether it is meant, and each of them looks at the whole book by itself. */
const naive = (books: readonly string[], watches: readonly Watched[]): Run => {
  const facts = factsOf('0');
  const held = new Map<string, Watching>();
  const before = heap();
  const startedMicros = cpuMicros();
  for (const [look, fact] of facts.entries())
    for (const eventId of books) {
      const own = { ...fact, data: { ...fact.data, eventId } } as BookFact;
      for (const watch of watches) {
        if (watch.source !== own.data.source || watch.eventId !== own.data.eventId) continue;
        const seen = see(held.get(watch.watchId) ?? notWatching(), own, look + 1, { watches: [watch], needs: needsOf([watch]) });
        for (const { judged } of seen.judged) decide(watch, noStanding, judged);
        held.set(watch.watchId, seen.watching);
      }
    }
  const perLookMicros = perLook(startedMicros, books.length);
  return { perLookMicros, heapPerBook: (heap() - before) / Math.max(1, books.length) };
};

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

/** What one look costs the watches of its book, with many others beside them. */
export const watches: Bench = async ({ quick, progress }) => {
  const [books, rounds] = quick ? [100, 3] : [1_000, 5];
  const looked = ids(20);
  const few = looked.flatMap((id) => watchesOf(id, 10));
  const many = ids(books).flatMap((id) => watchesOf(id, 10));
  const alone: number[] = [];
  const amid: number[] = [];
  const byLoop: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`);
    alone.push(indexed(looked, few).perLookMicros);
    amid.push(indexed(looked, many).perLookMicros);
    byLoop.push(naive(looked, many).perLookMicros);
  }
  progress('memory');
  const { heapPerBook } = indexed(ids(books), many);
  const rows: Row[] = [
    { what: `a look, its 10 watches, no others`, value: median(alone), unit: 'µs', target: null },
    { what: `a look, its 10 watches amid ${many.length}`, value: median(amid), unit: 'µs', target: null },
    { what: 'amid all the others beside alone', value: median(amid) / median(alone), unit: 'x', target: 1.2 },
    { what: `the loop over all ${many.length} watches`, value: median(byLoop), unit: 'µs', target: null },
    { what: 'the loop beside the index', value: median(byLoop) / median(amid), unit: 'x', target: 2, atLeast: true },
    { what: 'memory of a book with its 10 watches', value: heapPerBook / 1_024, unit: 'KB', target: null },
  ];
  const about = `${books} books of ${listingsPerBook} listings, 10 watches each, ${looksPerBook} looks; CPU of evaluation without I/O, medians of ${rounds} interleaved rounds.`;
  return { name: 'watches', about, rows };
};
