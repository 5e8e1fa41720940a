import { hash } from 'node:crypto';
import { parseExactJson } from '../exact-json.js';
import { idOf } from './mapper.js';

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

/** See `AnswerName`. */
export const nameOf = (body: string): string => hash('sha256', body).slice(0, 16);

/** A bare array, or `{"listings": […]}` with an optional `totalCount`; null for anything else, half of one included. */
export const answerOf = (body: string): Answer | null => {
  const json = parsed(body);
  if (Array.isArray(json)) return { items: json, declared: null, pageCount: 1, name: nameOf(body) };
  if (typeof json !== 'object' || json === null || !('listings' in json) || !Array.isArray(json.listings)) return null;
  const { totalCount, pageCount } = json as { totalCount?: unknown; pageCount?: unknown };
  return { items: json.listings, declared: countOf(totalCount), pageCount: countOf(pageCount) ?? 1, name: nameOf(body) };
};

/** Whether an item says that it belongs to another event; most items do not say. */
export const namesAnotherEvent = ({ items }: Answer, eventId: string): boolean =>
  items.some((item) => {
    if (typeof item !== 'object' || item === null) return false;
    const { viagogoEventId, eventId: plainEventId } = item as Record<string, unknown>;
    const named = idOf(viagogoEventId) ?? idOf(plainEventId);
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
    return parseExactJson(body);
  } catch {
    return undefined;
  }
};
