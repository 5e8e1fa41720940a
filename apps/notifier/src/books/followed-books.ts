import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { bookName, type BookFact, type BookKey } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { factsBefore, startBefore, type TapeMessage } from '@tickettape/tape';
import { covers, isBehind, notWatching, see, type BookWatches, type Needs, type Watching } from '@tickettape/watches';

/** A book after the message at its position, with the past that `needs` ask for. */
export type Held = { watching: Watching; needs: Needs };

/** The books that have watches, in memory. What is not held, or not in step with the tape, is read from it. */
@Injectable()
export class FollowedBooks {
  private readonly held = new Map<string, Held>();

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  /** The book as it was before `message`; `wasHeld` tells that this process handled the look before, so no other replica did. */
  async before(message: TapeMessage, fact: BookFact, book: BookWatches): Promise<{ watching: Watching; wasHeld: boolean }> {
    const held = this.held.get(bookName(fact.data));
    const isUsable =
      held && held.watching.followed.position < message.seq && covers(held.needs, book.needs) && !isBehind(held.watching, book);
    if (!isUsable) {
      const start = await startBefore(this.jsm, message, book.needs);
      return { watching: await this.read(notWatching(), start, message, book), wasHeld: false };
    }
    const { followed } = held.watching;
    if (fact.data.sequence <= followed.book.sequence + 1) return { watching: held.watching, wasHeld: true };
    return { watching: await this.read(held.watching, followed.position + 1, message, book), wasHeld: false };
  }

  hold(key: BookKey, held: Held): void {
    this.held.set(bookName(key), held);
  }

  drop(key: BookKey): void {
    this.held.delete(bookName(key));
  }

  /** When this process last handled a look at the book; null if it has not. */
  lastLookAt(key: BookKey): string | null {
    return this.held.get(bookName(key))?.watching.followed.book.observedAt ?? null;
  }

  private async read(watching: Watching, from: number, message: TapeMessage, book: BookWatches): Promise<Watching> {
    for await (const { fact, position } of factsBefore(this.jsm, message, from)) watching = see(watching, fact, position, book).watching;
    return watching;
  }
}
