import { crc32 } from 'node:zlib';
import { parseExactJson } from '../exact-json.js';
import { idOf, isRecord } from './mapper.js';

/** One page of listings, or all of them. */
export type Answer = {
  items: readonly unknown[];
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

/** A bare array, or `{"listings": […]}` with an optional `totalCount`; null for anything else, half of one included. */
export const answerOf = (body: string): Answer | null => {
  const json = parsed(body);
  const items = itemsOf(json);
  if (items === null) return null;
  const { totalCount, pageCount } = json as { totalCount?: unknown; pageCount?: unknown };
  return { items, declared: countOf(totalCount), pageCount: countOf(pageCount) ?? 1, name: nameOf(body) };
};

/** Whether an item says that it belongs to another event; most items do not say. */
export const namesAnotherEvent = ({ items }: Answer, eventId: string): boolean =>
  items.some((item) => {
    if (!isRecord(item)) return false;
    const named = idOf(item['viagogoEventId']) ?? idOf(item['eventId']);
    return named !== null && named !== eventId;
  });

/** The pages of one look as one answer. Where they declare different totals the market moved between them, and the largest counts. */
export const joined = (pages: readonly Answer[]): Answer => {
  const [first, ...others] = pages as [Answer, ...Answer[]];
  if (others.length === 0) return first;
  const totals = pages.map(({ declared }) => declared).filter((declared) => declared !== null);
  return {
    items: pages.flatMap(({ items }) => items),
    declared: totals.length === 0 ? null : Math.max(...totals),
    pageCount: first.pageCount,
    name: nameOf(pages.map(({ name }) => name).join(' ')),
  };
};

const countOf = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);

const parsed = (body: string): unknown => {
  try {
    const json = JSON.parse(body) as unknown;
    return (itemsOf(json) ?? []).some(hasInexactId) ? parseExactJson(body) : json;
  } catch {
    return undefined;
  }
};

/** Ids are the only numbers of an item that may be too long for one. */
const hasInexactId = (item: unknown): boolean =>
  isRecord(item) && (isInexact(item['listingId']) || isInexact(item['viagogoEventId']) || isInexact(item['eventId']));

const isInexact = (value: unknown): boolean => typeof value === 'number' && !Number.isSafeInteger(value);

const itemsOf = (json: unknown): readonly unknown[] | null => {
  if (Array.isArray(json)) return json;
  return isRecord(json) && Array.isArray(json['listings']) ? json['listings'] : null;
};
