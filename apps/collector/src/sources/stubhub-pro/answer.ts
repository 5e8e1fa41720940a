import { crc32 } from 'node:zlib';
import { parseExactJson } from '../exact-json.js';
import { listOf, readItemByItem, type Items, type Reading } from './item-by-item.js';
import { idOf, isRecord } from './mapper.js';
import type { WrittenItems } from './recall.js';

/** One page of listings, or all of them. */
export type Answer = Items & {
  /** The total that the answer declares; null where it declares none. */
  declared: number | null;
  /** Pages that the answer declares; 1 where it declares none. */
  pageCount: number;
  /** By its bytes. */
  name: string;
};

/** See `AnswerName`. Its checksum and its length: a look costs a tenth less than with a cryptographic hash, and nobody here forges answers. */
export const nameOf = (body: string): string => hex(crc32(body)) + hex(body.length);

const hex = (number: number): string => number.toString(16).padStart(8, '0');

/**
 * A bare array, or `{"listings": […]}` with an optional `totalCount`; null for anything else, half of one included. Items that `recall` knows are
 * not read again.
 */
export const answerOf = (body: string, recall?: WrittenItems): Answer | null => {
  const reading = readingOf(body, recall);
  if (reading === null) return null;
  const { json, ...items } = reading;
  const { totalCount, pageCount } = json as { totalCount?: unknown; pageCount?: unknown };
  return { ...items, declared: countOf(totalCount), pageCount: countOf(pageCount) ?? 1, name: nameOf(body) };
};

/** Whether an item says that it belongs to another event; most items do not say. */
export const namesAnotherEvent = ({ items }: Answer, eventId: string): boolean => {
  for (const item of items) {
    if (!isRecord(item)) continue;
    const named = idOf(item['viagogoEventId']) ?? idOf(item['eventId']);
    if (named !== null && named !== eventId) return true;
  }
  return false;
};

/** The pages of one look as one answer. Where they declare different totals the market moved between them, and the largest counts. */
export const joined = (pages: readonly Answer[]): Answer => {
  const [first, ...others] = pages as [Answer, ...Answer[]];
  if (others.length === 0) return first;
  const totals = pages.map(({ declared }) => declared).filter((declared) => declared !== null);
  return {
    items: pages.flatMap(({ items }) => items),
    recalled: pages.flatMap(({ recalled }) => recalled),
    fingerprints: null,
    declared: totals.length === 0 ? null : Math.max(...totals),
    pageCount: first.pageCount,
    name: nameOf(pages.map(({ name }) => name).join(' ')),
  };
};

const countOf = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);

/** Where one id is too long for a number, all numbers of the answer are read as digits, so nothing is known of any item by itself. */
const readingOf = (body: string, recall: WrittenItems | undefined): Reading | null => {
  const reading = readItemByItem(body, recall) ?? readWhole(body);
  return reading?.items.some(hasInexactId) ? readWhole(body, parseExactJson) : reading;
};

const readWhole = (body: string, parse: (text: string) => unknown = JSON.parse): Reading | null => {
  try {
    const json = parse(body);
    const items = listOf(json);
    return items && { json, items, recalled: items.map(() => null), fingerprints: null };
  } catch {
    return null;
  }
};

/** Ids are the only numbers of an item that may be too long for one. */
const hasInexactId = (item: unknown): boolean =>
  isRecord(item) && (isInexact(item['listingId']) || isInexact(item['viagogoEventId']) || isInexact(item['eventId']));

const isInexact = (value: unknown): boolean => typeof value === 'number' && !Number.isSafeInteger(value);
