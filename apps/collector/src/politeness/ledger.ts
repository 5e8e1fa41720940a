import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { type BookKey, RequestRecord, subjects } from '@tickettape/contracts';
import { isNothingFound, JS, JSM } from '@tickettape/jetstream';

const pageMessages = 256;
/** Pages read at most in search of the newest records of one book. */
const pages = 40;

/** Which requests were made, by all replicas; the oldest leave first. */
@Injectable()
export class Ledger {
  private readonly logger = new Logger('ledger');
  private readonly unstored = new Set<Promise<void>>();

  constructor(
    @Inject(JS) private readonly js: JetStreamClient,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  /** Returns at once: a sweep does not wait for its entry in the ledger. */
  record(record: RequestRecord): void {
    const stored = this.store(record).finally(() => this.unstored.delete(stored));
    this.unstored.add(stored);
  }

  /** Resolves when everything recorded so far is stored, or lost. */
  async settled(): Promise<void> {
    await Promise.all(this.unstored);
  }

  /** The newest records of a book, a source or all of them that `isWanted`; the newest first. */
  async newest(key: Partial<BookKey>, count: number, isWanted: (record: RequestRecord) => boolean): Promise<RequestRecord[]> {
    const filter = subjects.request({ source: key.source ?? '*', eventId: key.eventId ?? '*' });
    const { state } = await this.jsm.streams.info('REQUESTS');
    const found: RequestRecord[] = [];
    let before = state.last_seq + 1;
    for (let page = 0; page < pages && before > state.first_seq && found.length < count; page += 1) {
      const from = Math.max(state.first_seq, before - pageMessages);
      found.push(...(await this.between(filter, from, before)).filter(isWanted).toReversed());
      before = from;
    }
    return found.slice(0, count);
  }

  private async between(filter: string, from: number, before: number): Promise<RequestRecord[]> {
    const records: RequestRecord[] = [];
    try {
      for await (const message of await this.jsm.direct.getBatch('REQUESTS', { seq: from, batch: before - from, next_by_subj: filter })) {
        if (message.seq >= before) break;
        records.push(RequestRecord.parse(message.json()));
      }
    } catch (error) {
      if (!isNothingFound(error)) throw error;
    }
    return records;
  }

  private async store(record: RequestRecord): Promise<void> {
    try {
      await this.js.publish(subjects.request(record), JSON.stringify(record));
    } catch (error) {
      this.logger.warn(error);
    }
  }
}
