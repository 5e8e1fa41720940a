import { isDeepStrictEqual } from 'node:util';
import { digestText, fold, type Book } from '@tickettape/book';
import { bookName, type BookFact } from '@tickettape/contracts';
import type { Planted, Remembered } from '../recorder.js';
import type { Told } from './read-tape.js';
import type { Tables } from './read-tables.js';

export type Evidence = {
  remembered: readonly Remembered[];
  planted: readonly Planted[];
  told: readonly Told[];
  /** Origins of the buried messages, as `STREAM:position`. */
  dead: readonly string[];
  tables: Tables;
  /** Sequence of the last message of each stream that is projected. */
  ends: Readonly<Record<string, number>>;
};

/** Everything in which the recorder, the tape and the tables do not agree, in words; nothing where all is well. */
export const judge = (evidence: Evidence): string[] => [
  ...judgeTape(evidence),
  ...judgeBooks(evidence),
  ...judgeSweeps(evidence),
  ...judgePast(evidence),
  ...judgePoison(evidence),
  ...judgePositions(evidence),
];

/** The facts on the tape are those that were recorded, each at its place; what was published again comes later and says nothing new. */
const judgeTape = ({ remembered, told, planted }: Evidence): string[] => {
  const poisonous = positionsOf(planted, 'BOOKS');
  const facts = told.flatMap(({ position, fact }) => (fact === null || poisonous.has(position) ? [] : [{ position, fact }]));
  const first = new Map<string, { position: number; fact: BookFact }>();
  for (const { position, fact } of facts) if (!first.has(lookOf(fact))) first.set(lookOf(fact), { position, fact });
  const books = new Map(
    Map.groupBy(facts, ({ fact }) => bookName(fact.data))
      .entries()
      .map(([name, of]) => [name, fold(of.map(({ fact }) => fact))]),
  );
  return [
    ...differing('the tape', 'the recorder', first, mapOf(remembered.map(({ fact, position }) => [lookOf(fact), { position, fact }]))),
    ...differing('the fold of the tape', "the recorder's book", books, lastBooks(remembered)),
  ];
};

const judgeBooks = ({ remembered, tables }: Evidence): string[] => {
  const expected = [...lastBooks(remembered)].map(([name, book]) => [name, { status: book.status, sequence: book.sequence }] as const);
  const found = tables.books.map(({ book, status, sequence }) => [book, { status, sequence }] as const);
  const lastSeen = mapOf(remembered.flatMap(({ fact, book }) => (book.status === 'seen' ? [[bookName(fact.data), digestOf(book)]] : [])));
  return [
    ...differing('books', 'the recorder', mapOf(found), mapOf(expected)),
    ...differing(
      'the digest in SQL',
      'the recorder',
      mapOf(tables.books.filter(({ digest }) => digest !== null).map(({ book, found: digest }) => [book, digest])),
      lastSeen,
    ),
    ...differing(
      'the digest told in books',
      'the recorder',
      mapOf(tables.books.flatMap(({ book, digest }) => (digest === null ? [] : [[book, digest]]))),
      lastSeen,
    ),
  ];
};

const judgeSweeps = ({ remembered, tables }: Evidence): string[] => {
  const rows = tables.sweeps.map(({ book, sequence, position, observedAt, digest }) => {
    return [`${book}#${sequence}`, { position, observedAt: observedAt.toISOString(), digest }] as const;
  });
  const facts = remembered.map(({ fact, position }) => {
    return [lookOf(fact), { position, observedAt: fact.data.observedAt, digest: 'digest' in fact.data ? fact.data.digest : null }] as const;
  });
  const doubled = rows.length - new Set(rows.map(([look]) => look)).size;
  return [
    ...(doubled > 0 ? [`${doubled} rows of sweeps are there more than once`] : []),
    ...differing('sweeps', 'the recorder', mapOf(rows), mapOf(facts)),
  ];
};

const judgePast = ({ remembered, tables }: Evidence): string[] => {
  const found = tables.past.map(({ book, sequence, status, found: digest }) => [`${book}#${sequence}`, { status, digest }] as const);
  const expected = remembered.map(({ fact, book }) => [lookOf(fact), { status: book.status, digest: digestOf(book) }] as const);
  return differing('book_at()', "the recorder's book", mapOf(found), mapOf(expected));
};

/** Every poison is buried once and leaves one gap; nothing else does. */
const judgePoison = ({ planted, dead, tables }: Evidence): string[] => {
  const expected = planted.map(({ stream, position, name }) => [`${stream}:${position}`, name] as const);
  const gaps = tables.gaps.map(({ stream, position }) => `${stream}:${position}`);
  return [...miscounted('DEAD', dead, expected), ...miscounted('gaps', gaps, expected)];
};

const miscounted = (where: string, origins: readonly string[], poisons: readonly (readonly [string, string])[]): string[] => {
  const expected = new Map(poisons);
  const missing = poisons.flatMap(([origin, name]) => {
    const count = origins.filter((candidate) => candidate === origin).length;
    return count === 1 ? [] : [`the poison "${name}" at ${origin} is ${count} times in ${where}`];
  });
  const others = [...new Set(origins)].filter((origin) => !expected.has(origin));
  return [...missing, ...others.map((origin) => `${where} holds ${origin}, which is no poison`)];
};

const judgePositions = ({ tables, ends }: Evidence): string[] =>
  tables.positions
    .filter(({ stream, position }) => position !== ends[stream])
    .map(({ name, stream, position }) => `${name} is at ${position}, ${stream} ends at ${ends[stream]}`);

const lookOf = ({ data }: BookFact): string => `${bookName(data)}#${data.sequence}`;

const mapOf = <Value>(entries: readonly (readonly [string, Value])[]) => new Map<string, Value>(entries);

const positionsOf = (planted: readonly Planted[], stream: string) =>
  new Set(planted.filter((poison) => poison.stream === stream).map(({ position }) => position));

const lastBooks = (remembered: readonly Remembered[]): Map<string, Book> =>
  mapOf(remembered.map(({ fact, book }) => [bookName(fact.data), book]));

const nothing = digestText(0n);
const digestOf = (book: Book): string => (book.status === 'seen' ? digestText(book.digest) : nothing);

/** Keys that are told of one failure, so that it can be read. */
const shownKeys = 5;

const differing = <Value>(
  what: string,
  from: string,
  found: ReadonlyMap<string, Value>,
  expected: ReadonlyMap<string, Value>,
): string[] => {
  const keys = [...new Set([...expected.keys(), ...found.keys()])];
  const wrong = keys.filter((key) => !isDeepStrictEqual(found.get(key), expected.get(key)));
  if (wrong.length === 0) return [];
  const shown = wrong
    .slice(0, shownKeys)
    .map((key) => (!found.has(key) ? `${key} (missing)` : expected.has(key) ? key : `${key} (too many)`));
  return [`${what} differs from ${from} in ${wrong.length} of ${keys.length}: ${shown.join(', ')}`];
};
