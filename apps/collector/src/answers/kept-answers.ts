import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { type BookKey, bookOfSubject, subjects, tapeHeaders } from '@tickettape/contracts';
import { JSM, NATS, readForward } from '@tickettape/jetstream';
import type { Appended, LoadedBook } from '@tickettape/tape';
import type { Look } from '../sources/source.js';

/** Between the pages of an answer; no JSON holds it as it is. */
const pageSeparator = '\u001e';
/** Answers read at once: one may take half a megabyte. */
const answersAtOnce = 16;

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
    const stored = readForward(this.jsm, 'ANSWERS', subjects.answer({ source, eventId }), since, answersAtOnce);
    for await (const { subject, data, header } of stored) {
      const key = bookOfSubject(subject);
      if (key) yield { key, bodies: Buffer.from(data).toString().split(pageSeparator), lookSequence: Number(header.get(tapeHeaders.look)) };
    }
  }
}
