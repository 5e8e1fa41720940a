import type { JetStreamManager } from '@nats-io/jetstream';
import { BookFact, bookName } from '@tickettape/contracts';
import { readLast, type StoredMessage } from '@tickettape/jetstream';
import { messageAt } from '../projector/stream.js';
import type { TapeLook } from './judge-books.js';

/** Messages asked for at the same time. */
const atOnce = 16;

/** The last look at every book, by its name. A message that meets no contract says nothing; the book before it is not looked for. */
export const lastLooks = async (jsm: JetStreamManager): Promise<Map<string, TapeLook>> => {
  const looks = new Map<string, TapeLook>();
  for await (const message of readLast(jsm, 'BOOKS', 'book.>')) {
    const look = lookIn(message);
    if (look !== null) looks.set(bookName(look), look);
  }
  return looks;
};

/** The looks at these places of the stream, as far as there are any. */
export const looksAt = async (jsm: JetStreamManager, positions: readonly number[]): Promise<TapeLook[]> => {
  const looks: TapeLook[] = [];
  for (let from = 0; from < positions.length; from += atOnce) {
    const messages = await Promise.all(positions.slice(from, from + atOnce).map((position) => messageAt(jsm, 'BOOKS', position)));
    looks.push(...messages.flatMap((message) => (message === null ? [] : (lookIn(message) ?? []))));
  }
  return looks;
};

const lookIn = (message: Pick<StoredMessage, 'seq' | 'json'>): TapeLook | null => {
  const { success, data: fact } = BookFact.safeParse(jsonOf(message));
  if (!success) return null;
  const { source, eventId, sequence } = fact.data;
  return { source, eventId, sequence, position: message.seq, digest: fact.type === 'coverage.lost.v1' ? null : fact.data.digest };
};

const jsonOf = (message: Pick<StoredMessage, 'json'>): unknown => {
  try {
    return message.json();
  } catch {
    return null;
  }
};
