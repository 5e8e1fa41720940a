import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { type BookKey, bookOfSubject, subjects, tapeHeaders } from '@tickettape/contracts';
import { JSM, NATS } from '@tickettape/jetstream';
import type { Appended, LoadedBook } from '@tickettape/tape';
import type { Look } from '../sources/source.js';

/** Between the pages of an answer; no JSON holds it as it is. */
const pageSeparator = '\u001e';
/** Answers read at once: one may take half a megabyte. */
const answersAtOnce = 16;
/** The library exports no class for this status (404). */
const nothingThere = 'message not found';

/** An answer as it came, and the look that was made of it. */
export type KeptAnswer = { key: BookKey; bodies: string[]; lookSequence: number };

/** What sources answered, byte for byte; the oldest leave first (docs/adr/0008). */
@Injectable()
export class KeptAnswers {
  private readonly logger = new Logger('answers');

  constructor(
    @Inject(NATS) private readonly nc: NatsConnection,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  /** Returns at once and never fails: the tape does not depend on it. The same answer again is not kept twice. */
  keep(key: BookKey, { bodies }: Look, { fact, loaded }: Appended, before: LoadedBook): void {
    if (bodies === undefined || ('answer' in fact.data && fact.data.answer === before.book.memory.last)) return;
    const carrier = headers();
    carrier.set(tapeHeaders.look, String(loaded.lastSequence));
    try {
      this.nc.publish(subjects.answer(key), bodies.join(pageSeparator), { headers: carrier });
    } catch (error) {
      this.logger.warn({ msg: 'answer not kept', ...key, reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** The answers of one book, of a source, or all of them, from `since` on, in their order. */
  async *read({ source = '*', eventId = '*' }: Partial<BookKey>, since: Date): AsyncGenerator<KeptAnswer> {
    for (let from: { start_time: Date } | { seq: number } = { start_time: since }; ;) {
      const messages = await this.page(subjects.answer({ source, eventId }), from);
      for (const { subject, data, header } of messages) {
        const key = bookOfSubject(subject);
        if (key)
          yield { key, bodies: Buffer.from(data).toString().split(pageSeparator), lookSequence: Number(header.get(tapeHeaders.look)) };
      }
      if (messages.length < answersAtOnce) return;
      from = { seq: messages.at(-1)!.seq + 1 };
    }
  }

  private async page(subject: string, from: { start_time: Date } | { seq: number }) {
    try {
      return await Array.fromAsync(
        await this.jsm.direct.getBatch('ANSWERS', { ...from, next_by_subj: subject, batch: answersAtOnce } as never),
      );
    } catch (error) {
      if (error instanceof Error && error.message === nothingThere) return [];
      throw error;
    }
  }
}
