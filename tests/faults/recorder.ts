import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { unseenBook, type Book, type Observation } from '@tickettape/book';
import { bookName, type BookFact, type BookKey } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { Publisher, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook, type LoadedBook } from '@tickettape/tape';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { poisons, type Poison, type PoisonName } from './plan/poison.js';
import type { Step } from './plan/plan.js';

/** A look as its recorder remembers it: what all tables must agree with. */
export type Remembered = { fact: BookFact; book: Book; position: number };

export type Planted = Pick<Poison, 'stream' | 'subject'> & { name: PoisonName; position: number };

const patienceMs = 90_000;

/** The writer of the tape. What it remembers never leaves this process, so nothing that goes wrong elsewhere can change it. */
export class Recorder {
  readonly remembered: Remembered[] = [];
  readonly planted: Planted[] = [];
  readonly surprises: string[] = [];
  repeats = 0;
  private readonly books = new Map<string, LoadedBook>();
  private readonly publisher: Publisher;
  private readonly tape: Tape;
  private readonly run: string;

  /** `run` names the messages of this run. */
  constructor(tape: Tape, run: string) {
    this.tape = tape;
    this.run = run;
    this.publisher = new Publisher(tape.js, tape.jsm);
  }

  /** Stores the fact of a look, however often that takes. */
  async look(key: BookKey, observation: Observation): Promise<void> {
    const name = bookName(key);
    const before = this.books.get(name) ?? { book: unseenBook(), lastSequence: 0, keyframeSequence: null };
    let loaded = before;
    const { fact, loaded: after } = await persistently(async () => {
      try {
        return await appendLook(this.publisher, key, observation, loaded);
      } catch (error) {
        if (error instanceof AppError && error.code === 'VERSION_CONFLICT') loaded = await this.reload(key, before.book);
        throw error;
      }
    });
    this.books.set(name, after);
    this.remembered.push({ fact, book: after.book, position: after.lastSequence });
  }

  async plant(key: BookKey, name: PoisonName): Promise<void> {
    const { stream, subject, body } = poisons[name](key);
    const position = await this.publish(subject, body, headers(), `${this.run}:poison:${this.planted.length}`);
    this.planted.push({ name, stream, subject, position });
  }

  /** Publishes one of the messages so far again. */
  async repeat({ share, as }: Extract<Step, { kind: 'repeat' }>): Promise<void> {
    const { position } = this.remembered[Math.round(share * (this.remembered.length - 1))]!;
    const original = await persistently(async () => (await this.tape.jsm.streams.getMessage('BOOKS', { seq: position }))!);
    const carrier = headers();
    if (as === 'with headers')
      for (const name of original.header.keys()) if (!name.startsWith('Nats-')) carrier.set(name, original.header.get(name));
    const id = as === 'same id' ? original.header.get('Nats-Msg-Id') : undefined;
    const stored = await this.publish(original.subject, original.data, carrier, id);
    this.repeats += 1;
    if (id !== undefined && stored !== position)
      this.surprises.push(`the fact at ${position} was stored again at ${stored} under its own id`);
  }

  /** The tape must tell the book as this recorder remembers it, whatever others have published to its subject. */
  private async reload(key: BookKey, book: Book): Promise<LoadedBook> {
    const loaded = await loadBook(this.tape.jsm, key);
    if (!isDeepStrictEqual(loaded.book, book))
      this.surprises.push(
        `${bookName(key)} was loaded at look ${loaded.book.sequence} (${loaded.book.status}), its recorder is at ${book.sequence}`,
      );
    return { ...loaded, book };
  }

  private publish(subject: string, body: string | Uint8Array, carrier: MsgHdrs, msgID?: string): Promise<number> {
    const options = msgID === undefined ? { headers: carrier } : { headers: carrier, msgID };
    return persistently(async () => (await this.tape.js.publish(subject, body, options)).seq);
  }
}

/** Tries again and again while NATS is away. */
const persistently = async <Value>(attempt: () => Promise<Value>): Promise<Value> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(30);
    }
  }
};
