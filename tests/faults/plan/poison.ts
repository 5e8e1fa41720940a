import { aBlindness, aListing, aSighting, looks } from '@tickettape/book/examples';
import { subjects, type BookKey, type StreamName } from '@tickettape/contracts';

/** A message that no table can take. */
export type Poison = { stream: StreamName; subject: string; body: string | Uint8Array };

type Body = Record<string, unknown>;

/** A keyframe that would meet its contract and overtake every look of the book, were it not for `spoil`. */
const spoiled = (key: BookKey, spoil: (data: Body, columns: Body) => void): string => {
  const [fact] = looks(aSighting([aListing('a'), aListing('b')]));
  const copy = JSON.parse(JSON.stringify(fact)) as { data: Body };
  Object.assign(copy.data, key, { sequence: 1_000_000 });
  spoil(copy.data, copy.data['listings'] as Body);
  // JSON.stringify would turn the number into null.
  return JSON.stringify(copy).replaceAll('"too-large"', '1e400');
};

const onBook = (body: (key: BookKey) => string | Uint8Array) => (key: BookKey) =>
  ({ stream: 'BOOKS', subject: subjects.book(key), body: body(key) }) satisfies Poison;

/** It meets its contract, but no text of PostgreSQL holds its NUL. About a book of its own, where it would be a row. */
const refused = ({ source, eventId }: BookKey): Poison => {
  const key = { source, eventId: `${eventId}-refused` };
  const [fact] = looks(aBlindness({ detail: 'a\u0000b' }));
  return { stream: 'BOOKS', subject: subjects.book(key), body: JSON.stringify({ ...fact, data: { ...fact!.data, ...key } }) };
};

/** A fact that meets its contract, on the subject of another book than it tells of: outside of that one's lock. */
const stray = ({ source, eventId }: BookKey): string => {
  const [fact] = looks(aSighting([aListing('a')]));
  return JSON.stringify({ ...fact, data: { ...fact!.data, source, eventId: `${eventId}-stray` } });
};

export const poisons = {
  'not JSON': onBook(() => '{"half":'),
  empty: onBook(() => ''),
  'not UTF-8': onBook(() => Uint8Array.of(0xff, 0xfe, 0x00, 0x7b)),
  'deeply nested': onBook(() => '['.repeat(20_000)),
  large: onBook(() => JSON.stringify({ padding: 'x'.repeat(300_000) })),
  'unknown type': onBook((key) => spoiled(key, () => undefined).replace('book.keyframed.v1', 'book.exploded.v9')),
  'missing field': onBook((key) => spoiled(key, (data) => delete data['digest'])),
  'control characters': onBook((key) => spoiled(key, (_, columns) => (columns['section'] = ['1\u000001', '\u0007']))),
  'infinite price': onBook((key) => spoiled(key, (_, columns) => (columns['allInPrice'] = ['too-large', 1]))),
  'unsafe price': onBook((key) => spoiled(key, (_, columns) => (columns['allInPrice'] = [2 ** 60, 1]))),
  'negative quantity': onBook((key) => spoiled(key, (_, columns) => (columns['quantity'] = [-1, 1]))),
  'price as text': onBook((key) => spoiled(key, (_, columns) => (columns['allInPrice'] = ['100.00', '90.00']))),
  'unequal columns': onBook((key) => spoiled(key, (_, columns) => (columns['row'] = ['7']))),
  'repeated listing': onBook((key) => spoiled(key, (_, columns) => (columns['listingId'] = ['a', 'a']))),
  'fact of another book': onBook(stray),
  'refused by the database': refused,
  'catalog not JSON': (key) => ({ stream: 'CATALOG', subject: subjects.catalog(key), body: 'event;tracked' }),
  'alert of no type': () => ({ stream: 'ALERTS', subject: subjects.alert('w1'), body: '{"type":"alert.shouted.v1"}' }),
} as const satisfies Record<string, (key: BookKey) => Poison>;

export type PoisonName = keyof typeof poisons;
export const poisonNames = Object.keys(poisons) as PoisonName[];
