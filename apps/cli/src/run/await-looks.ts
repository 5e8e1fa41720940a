import { setTimeout as delay } from 'node:timers/promises';
import { BookFact, bookName, subjects, type BookKey } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { readForward, type Tape } from '@tickettape/jetstream';

const pauseMs = 200;

type AwaitSettings = {
  /** Only looks behind this position of BOOKS count. */
  afterPosition: number;
  timeoutMs: number;
  onLook: (look: BookFact) => void;
};

/** The next look at each book, in the order of the keys. Throws SERVICE_UNAVAILABLE when some do not come in time. */
export const awaitLooks = async ({ jsm }: Tape, keys: readonly BookKey[], settings: AwaitSettings): Promise<BookFact[]> => {
  const deadline = performance.now() + settings.timeoutMs;
  const found = new Map<string, BookFact>();
  while (found.size < keys.length) {
    for (const key of keys.filter((wanted) => !found.has(bookName(wanted)))) {
      const look = await firstLook(jsm, key, settings.afterPosition + 1);
      if (look === null) continue;
      found.set(bookName(key), look);
      settings.onLook(look);
    }
    if (found.size === keys.length) break;
    if (performance.now() > deadline) throw tooLate(keys.filter((key) => !found.has(bookName(key))));
    await delay(pauseMs);
  }
  return keys.map((key) => found.get(bookName(key))!);
};

const firstLook = async (jsm: Tape['jsm'], key: BookKey, from: number): Promise<BookFact | null> => {
  for await (const message of readForward(jsm, 'BOOKS', subjects.book(key), from)) return BookFact.parse(message.json());
  return null;
};

const tooLate = (missing: readonly BookKey[]): AppError =>
  new AppError('SERVICE_UNAVAILABLE', { detail: `collector has not looked in time at ${missing.map(bookName).join(', ')}` });
