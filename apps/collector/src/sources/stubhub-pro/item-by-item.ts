import { randomInt } from 'node:crypto';
import type { Listing } from '@tickettape/contracts';
import { fingerprintsOf } from './fingerprint.js';
import { isRecord } from './mapper.js';
import type { WrittenItems } from './recall.js';

/** The items of an answer as they were read. */
export type Items = {
  /** undefined where the item is recalled. */
  items: readonly unknown[];
  /** Beside each item the listing it was read as in the look before, where it is written as it was then; null where it was read. */
  recalled: readonly (Listing | null)[];
  /** How each item is written; null where that is not known. */
  fingerprints: Float64Array | null;
};

/** `json` is what the answer says around its list; the list in it may hold less than `items`. */
export type Reading = Items & { json: unknown };

/** The list of an answer: a bare array, or `listings` of an object. */
export const listOf = (json: unknown): readonly unknown[] | null => {
  if (Array.isArray(json)) return json;
  return isRecord(json) && Array.isArray(json['listings']) ? json['listings'] : null;
};

/** A longer answer is not read this way, since the memory that it takes is kept. */
const mostChars = 4 * 1024 * 1024;

/** Where one item ends and the next begins, as long as every item is an object that tells its id first. */
const boundary = /\}\s*,\s*\{\s*"listingId"\s*:/;

/**
 * Reads of an answer only the items that `recall` does not know. It gives the same as `JSON.parse` of the whole, or null where the answer is not
 * written as it expects, is broken or no JSON: the text is cut where items seem to meet, and every piece is proved to be one item (docs/adr/0022).
 */
export const readItemByItem = (body: string, recall: WrittenItems | undefined): Reading | null => {
  const between = body.length > mostChars ? undefined : boundary.exec(body)?.[0];
  if (between === undefined) return null;
  const pieces = body.split(between);
  const fingerprints = fingerprintsOf(pieces, body, between.length);
  const recalled = recall?.recall(fingerprints) ?? pieces.map(() => null);
  // What stands around the list stands in the first and the last piece.
  recalled[0] = recalled[pieces.length - 1] = null;
  try {
    return { ...read(pieces, recalled, between.slice(between.indexOf('{'))), recalled, fingerprints };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** `opening` is what each piece but the first lacks at its start; each but the last lacks a closing brace. */
const read = (pieces: readonly string[], recalled: readonly (Listing | null)[], opening: string): Pick<Reading, 'json' | 'items'> => {
  const json = JSON.parse(pieces[0]! + mark + opening + pieces.at(-1)!) as unknown;
  const [head, tail] = betweenMarks(listOf(json), 2);
  const inner: string[] = [];
  for (let index = 1; index < pieces.length - 1; index += 1) if (recalled[index] === null) inner.push(pieces[index]!);
  const read = [head, ...readEach(inner, opening), tail];
  const items: unknown[] = [];
  for (let index = 0, next = 0; index < pieces.length; index += 1) items.push(recalled[index] === null ? read[next++] : undefined);
  return { json, items };
};

/** A number that no answer holds: where it is found again between two items of the list, the text was cut between two items. */
const nonce = randomInt(10 ** 8, 10 ** 9);
const mark = `},${nonce},`;

/** Pieces read at once: as fast as all in one text, but never a text so long that it takes fresh memory. */
const piecesAtOnce = 64;

const readEach = (pieces: readonly string[], opening: string): unknown[] => {
  const items: unknown[] = [];
  for (let from = 0; from < pieces.length; from += piecesAtOnce) {
    const some = pieces.slice(from, from + piecesAtOnce);
    items.push(...betweenMarks(JSON.parse(`[${opening}${some.join(mark + opening)}}]`) as unknown[], some.length));
  }
  return items;
};

/** The `count` items of a list between which marks were set. Throws a SyntaxError where a mark is not between two of them. */
const betweenMarks = (list: readonly unknown[] | null, count: number): unknown[] => {
  if (list?.length !== 2 * count - 1) throw new SyntaxError('a piece is not one item');
  const items = [list[0]];
  for (let index = 1; index < list.length; index += 2) {
    if (list[index] !== nonce) throw new SyntaxError('a piece is not one item');
    items.push(list[index + 1]);
  }
  return items;
};
