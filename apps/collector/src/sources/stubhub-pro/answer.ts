import { hash } from 'node:crypto';
import { parseExactJson } from '../exact-json.js';
import { idOf } from './mapper.js';

/** The items of an answer, with the total that the answer declares, null where it declares none, and its name by its bytes. */
export type Answer = { items: readonly unknown[]; declared: number | null; name: string };

/** See `AnswerName`. */
export const nameOf = (body: string): string => hash('sha256', body).slice(0, 16);

/** A bare array, or `{"listings": […]}` with an optional `totalCount`; null for anything else, half of one included. */
export const answerOf = (body: string): Answer | null => {
  const json = parsed(body);
  if (Array.isArray(json)) return { items: json, declared: null, name: nameOf(body) };
  if (typeof json !== 'object' || json === null || !('listings' in json) || !Array.isArray(json.listings)) return null;
  return { items: json.listings, declared: totalOf('totalCount' in json ? json.totalCount : null), name: nameOf(body) };
};

/** Whether an item says that it belongs to another event; most items do not say. */
export const namesAnotherEvent = ({ items }: Answer, eventId: string): boolean =>
  items.some((item) => {
    if (typeof item !== 'object' || item === null) return false;
    const { viagogoEventId, eventId: plainEventId } = item as Record<string, unknown>;
    const named = idOf(viagogoEventId) ?? idOf(plainEventId);
    return named !== null && named !== eventId;
  });

const totalOf = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);

const parsed = (body: string): unknown => {
  try {
    return parseExactJson(body);
  } catch {
    return undefined;
  }
};
