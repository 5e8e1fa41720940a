import { fold, type Book } from '@tickettape/book';
import { AlertStreamFact, BookFact, bookName, CatalogFact, streamSubjects, type BookKey } from '@tickettape/contracts';
import { readForward, type StoredMessage, type Tape } from '@tickettape/jetstream';
import type { z } from 'zod';

const schemas = { BOOKS: BookFact, ALERTS: AlertStreamFact, CATALOG: CatalogFact } as const;
type FactOf<Stream extends keyof typeof schemas> = z.output<(typeof schemas)[Stream]>;

/** Everything a stream holds, in the order of each kind of subject; what cannot be read is left out, as every fold leaves it out. */
export const factsOf = async <Stream extends keyof typeof schemas>(tape: Tape, stream: Stream): Promise<FactOf<Stream>[]> => {
  const facts: FactOf<Stream>[] = [];
  for (const subjects of streamSubjects[stream])
    for await (const message of readForward(tape.jsm, stream, subjects, 1)) {
      const parsed = schemas[stream].safeParse(jsonOf(message));
      if (parsed.success) facts.push(parsed.data as FactOf<Stream>);
    }
  return facts;
};

const jsonOf = (message: StoredMessage): unknown => {
  try {
    return message.json();
  } catch {
    return undefined;
  }
};

/** The books as the fold of the tape, by `source/eventId`, with their facts. */
export const booksOf = async (tape: Tape): Promise<Map<string, { key: BookKey; book: Book; facts: BookFact[] }>> => {
  const books = new Map<string, BookFact[]>();
  for (const fact of await factsOf(tape, 'BOOKS')) {
    const name = bookName(fact.data);
    books.set(name, [...(books.get(name) ?? []), fact]);
  }
  return new Map([...books].map(([name, facts]) => [name, { key: facts[0]!.data, book: fold(facts), facts }]));
};
