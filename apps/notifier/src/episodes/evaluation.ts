import { Injectable } from '@nestjs/common';
import type { JsMsg } from '@nats-io/jetstream';
import { BookFact, type BookKey } from '@tickettape/contracts';
import { parseMessage } from '@tickettape/jetstream';
import { decide, see, supersede, type Seen } from '@tickettape/watches';
import { FollowedBooks } from '../books/followed-books.js';
import { Watches } from '../watches/watches.js';
import { Alerts } from './alerts.js';

/** Looks become alert facts. The new book is held only after the facts are stored, so a failure in between leaves everything as it was. */
@Injectable()
export class Evaluation {
  constructor(
    private readonly watches: Watches,
    private readonly books: FollowedBooks,
    private readonly alerts: Alerts,
  ) {}

  /** Gives how many alert facts the look led to. Throws MESSAGE_INVALID, NATS_UNAVAILABLE, VERSION_CONFLICT. */
  async evaluate(message: JsMsg, key: BookKey): Promise<number> {
    const fact = parseMessage(BookFact, message);
    const book = this.watches.of(key);
    const { watching, wasHeld } = await this.books.before(tapeMessageOf(message), fact, book);
    const seen = see(watching, fact, message.seq, book);
    if (!wasHeld) for (const { watchId } of book.watches) this.alerts.forget(watchId);
    const count = await this.tell(seen);
    this.books.hold(key, { watching: seen.watching, needs: book.needs });
    return count;
  }

  /** A watch that was removed or paused, or asks something else since the WATCHES message at `position`, has no open episode any more. */
  async supersede(watchId: string, position: number): Promise<void> {
    const { watch, changedAt } = await this.watches.stateAfter(position, watchId);
    if (changedAt === null) return;
    this.alerts.forget(watchId);
    const time = watch && !watch.isPaused ? watch.since : changedAt;
    await this.alerts.append(watchId, ({ episode }) => supersede(watch, episode, time));
  }

  private async tell({ judged }: Seen): Promise<number> {
    let count = 0;
    for (const { watch, judged: one } of judged)
      count += (await this.alerts.append(watch.watchId, (standing) => decide(watch, standing, one))).length;
    return count;
  }
}

const tapeMessageOf = ({ seq, subject, headers }: JsMsg) => ({ seq, subject, header: headers! });
