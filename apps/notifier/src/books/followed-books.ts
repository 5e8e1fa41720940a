import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { bookName, type BookFact, type BookKey } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { factsBefore, startBefore, type TapeMessage } from './facts-before.js';
import { follow, unfollowedBook, type FollowedBook } from './followed-book.js';

/** A followed book after the message at `position`, with the prices of the last `windowMs`. */
export type Held = { book: FollowedBook; position: number; windowMs: number };

/** The books that have watches, in memory. What is not held, or not in step with the tape, is read from it. */
@Injectable()
export class FollowedBooks {
  private readonly held = new Map<string, Held>();

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  /** The book as it was before `message`; `wasHeld` tells that this process handled the look before, so no other replica did. */
  async before(message: TapeMessage, fact: BookFact, windowMs: number): Promise<{ book: FollowedBook; wasHeld: boolean }> {
    const held = this.held.get(bookName(fact.data));
    if (!held || held.position >= message.seq || held.windowMs < windowMs) {
      const start = await startBefore(this.jsm, message, windowMs === 0 ? Infinity : Date.parse(fact.data.observedAt) - windowMs);
      return { book: await this.read(unfollowedBook(), start, message, windowMs), wasHeld: false };
    }
    if (fact.data.sequence <= held.book.book.sequence + 1) return { book: held.book, wasHeld: true };
    return { book: await this.read(held.book, held.position + 1, message, windowMs), wasHeld: false };
  }

  hold(key: BookKey, held: Held): void {
    this.held.set(bookName(key), held);
  }

  drop(key: BookKey): void {
    this.held.delete(bookName(key));
  }

  /** When this process last handled a look at the book; null if it has not. */
  lastLookAt(key: BookKey): string | null {
    return this.held.get(bookName(key))?.book.book.observedAt ?? null;
  }

  private async read(book: FollowedBook, from: number, message: TapeMessage, windowMs: number): Promise<FollowedBook> {
    for await (const fact of factsBefore(this.jsm, message, from)) book = follow(book, fact, windowMs);
    return book;
  }
}
