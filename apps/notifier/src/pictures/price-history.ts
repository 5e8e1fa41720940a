import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { BookFact, bookName, subjects, type BookKey } from '@tickettape/contracts';
import { JSM, readForward } from '@tickettape/jetstream';
import { factOf } from '@tickettape/tape';
import { addLook, noHistory, type History } from './history.js';

/** What a picture shows at most, and what is kept of a book. */
export const historyMs = 3 * 24 * 3_600_000;

/** Looks asked for in one request, and at most for one picture: a market that is looked at every minute for three days. */
const pageLooks = 128;
const maxLooks = 4_500;

/** Books whose history is kept, so that the next picture reads only what is new. */
const maxBooks = 200;

type Held = { history: History; lastSequence: number };

/** The prices of a book of late, read from the tape when a picture needs them. */
@Injectable()
export class PriceHistory {
  private readonly held = new Map<string, Held>();

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  /** Up to the look at this stream sequence. Gives up where `signal` says so; what was read until then is kept for the next picture. */
  async of(key: BookKey, position: number, signal: AbortSignal): Promise<History> {
    const name = bookName(key);
    const held = this.held.get(name) ?? { history: noHistory, lastSequence: 0 };
    this.keep(name, held);
    if (held.lastSequence >= position) return held.history;
    const from = held.lastSequence === 0 ? new Date(Date.now() - historyMs) : held.lastSequence + 1;
    let looks = 0;
    for await (const message of readForward(this.jsm, 'BOOKS', subjects.book(key), from, pageLooks)) {
      if (message.seq > position || looks === maxLooks) break;
      signal.throwIfAborted();
      const fact = factOf(BookFact, message);
      if (fact) held.history = addLook(held.history, lookOf(fact), historyMs);
      held.lastSequence = message.seq;
      looks += 1;
    }
    return held.history;
  }

  private keep(name: string, held: Held): void {
    this.held.delete(name);
    this.held.set(name, held);
    if (this.held.size > maxBooks) this.held.delete(this.held.keys().next().value!);
  }
}

/** The get-in a look proves; null for a look that is not complete, and where prices are not told or in several currencies. */
const priceOf = (fact: BookFact): { observedAt: string; getIn: number; currency: string } | null => {
  if (fact.type === 'coverage.lost.v1') return null;
  const { stats, observedAt } = fact.data;
  return stats?.min != null && stats.currency !== null ? { observedAt, getIn: stats.min, currency: stats.currency } : null;
};

const lookOf = (fact: BookFact) => ({
  atMs: Date.parse(fact.data.observedAt),
  isBlind: fact.type === 'coverage.lost.v1',
  price: priceOf(fact),
});
