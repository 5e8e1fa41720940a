import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { bookOfSubject, WatchFact } from '@tickettape/contracts';
import { consumers, JetStreamContext, JetStreamHandler } from '@tickettape/jetstream';
import { attributes, spanNames, withSpan } from '@tickettape/telemetry';
import { z } from 'zod';
import { FollowedBooks } from '../books/followed-books.js';
import { isImported } from '../tape/imported.js';
import { Watches } from '../watches/watches.js';
import { Evaluation } from './evaluation.js';

@Controller()
export class EvaluationController {
  constructor(
    private readonly watches: Watches,
    private readonly books: FollowedBooks,
    private readonly evaluation: Evaluation,
  ) {}

  /**
   * One look at a time over all replicas, since episodes depend on the order of looks; a short wait, since one that a crash left behind holds up
   * all others. A look at a book without watches is not held against its contract.
   */
  @JetStreamHandler({ ...consumers.evaluation, schema: z.unknown(), concurrency: 1 })
  async look(@Payload() _unparsed: unknown, @Ctx() { message }: JetStreamContext): Promise<void> {
    const key = bookOfSubject(message.subject);
    if (key === null) return;
    if (isImported(message) || !this.watches.watchesBook(key)) return this.books.drop(key);
    const { source, eventId } = key;
    const told = { [attributes.source]: source, [attributes.eventId]: eventId, [attributes.streamSequence]: message.seq };
    await withSpan(spanNames.evaluate, { attributes: told }, async (span) => {
      span.setAttribute(attributes.alertFacts, await this.evaluation.evaluate(message, key));
    });
  }

  @JetStreamHandler({ ...consumers.watches, schema: WatchFact, concurrency: 1 })
  async watchChanged(@Payload() fact: WatchFact, @Ctx() { message }: JetStreamContext): Promise<void> {
    if (!isImported(message)) await this.evaluation.supersede(fact.data.watchId, message.seq);
  }
}
