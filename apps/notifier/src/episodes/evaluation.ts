import { Injectable } from '@nestjs/common';
import type { JsMsg } from '@nats-io/jetstream';
import { BookFact, type BookKey } from '@tickettape/contracts';
import { parseMessage } from '@tickettape/jetstream';
import { follow } from '../books/followed-book.js';
import { FollowedBooks } from '../books/followed-books.js';
import { lookOf, type Look } from '../books/look.js';
import type { Watched } from '../watches/watched.js';
import { Watches } from '../watches/watches.js';
import { Alerts } from './alerts.js';
import { decide, supersede } from './decide.js';

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
    const watches = this.watches.of(key);
    const windowMs = longestWindowMs(watches);
    const { book: before, wasHeld } = await this.books.before(tapeMessageOf(message), fact, windowMs);
    const after = follow(before, fact, windowMs);
    const look = lookOf(fact, message.seq, before, after);
    if (!wasHeld) for (const { watchId } of watches) this.alerts.forget(watchId);
    const count = look === null ? 0 : await this.judge(watches, look);
    this.books.hold(key, { book: after, position: message.seq, windowMs });
    return count;
  }

  /** A watch that was removed, or asks something else since the WATCHES message at `position`, has no open episode any more. */
  async supersede(watchId: string, position: number): Promise<void> {
    const { watch, changedAt } = await this.watches.stateAfter(position, watchId);
    if (changedAt === null) return;
    this.alerts.forget(watchId);
    await this.alerts.append(watchId, (episode) => supersede(watch, episode, watch && !watch.isPaused ? watch.since : changedAt));
  }

  private async judge(watches: readonly Watched[], look: Look): Promise<number> {
    let count = 0;
    for (const watch of watches) count += (await this.alerts.append(watch.watchId, (episode) => decide(watch, episode, look))).length;
    return count;
  }
}

/** How far back the prices of a book must be known for its watches. */
const longestWindowMs = (watches: readonly Watched[]): number =>
  Math.max(0, ...watches.map(({ condition }) => (condition.kind === 'get-in-moves' ? condition.withinSeconds * 1_000 : 0)));

const tapeMessageOf = ({ seq, subject, headers }: JsMsg) => ({ seq, subject, header: headers! });
