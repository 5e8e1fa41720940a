import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { DeliveryFact, subjects } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, Publisher, readForward, type StoredMessage } from '@tickettape/jetstream';
import { isImported } from '../tape/imported.js';
import { factOf } from '@tickettape/tape';
import { OneAtATime } from './one-at-a-time.js';
import { memoryMs, Outbox } from './outbox.js';

/** Another replica writes to the same subject; it is soon done. */
const maxAttempts = 20;

/**
 * The outboxes of all recipients: the fold of the `delivery.` subjects of ALERTS, read when first needed, written under the lock of the subject, so
 * that caps, digests and "once per recipient" hold over all replicas.
 */
@Injectable()
export class Outboxes {
  private readonly held = new Map<string, Outbox>();
  private readonly turns = new OneAtATime();
  private readonly readings = new OneAtATime();
  /** Recipients of whom something may be stored that this process does not know to be. */
  private readonly uncertain = new Set<string>();

  constructor(
    @Inject(JSM) private readonly jsm: JetStreamManager,
    private readonly publisher: Publisher,
  ) {}

  /** Everybody of whom something was decided, with how many facts there are about each. */
  async recipients(): Promise<Map<string, number>> {
    const { state } = await this.jsm.streams.info('ALERTS', { subjects_filter: subjects.delivery('*') });
    const prefix = subjects.delivery('').length;
    return new Map(Object.entries(state.subjects ?? {}).map(([subject, count]) => [subject.slice(prefix), count]));
  }

  /**
   * As this process knows it, at least up to the message at this stream sequence. Throws NATS_UNAVAILABLE where the server that was asked does not hold
   * that message yet: with several copies of the stream any of them answers, and one that lags would make a message look as if it were not there.
   */
  async upTo(recipient: string, position: number): Promise<Outbox> {
    const held = this.held.get(recipient);
    if (held && held.lastSequence >= position && !this.uncertain.has(recipient)) return held;
    const outbox = await this.current(recipient);
    if (outbox.lastSequence >= position) return outbox;
    throw new AppError('NATS_UNAVAILABLE', {
      detail: `the outbox of a recipient is read up to ${outbox.lastSequence}, not yet to ${position}`,
    });
  }

  /** As the tape tells it now. There is one outbox of a recipient in this process, so that nobody decides on an older one. */
  current(recipient: string): Promise<Outbox> {
    return this.readings.run(recipient, () => this.read(recipient));
  }

  /**
   * Stores what `decide` makes of the outbox of a recipient; it is asked again where another replica was faster. Gives what was stored.
   * Throws NATS_UNAVAILABLE, VERSION_CONFLICT.
   */
  append<Fact extends DeliveryFact>(recipient: string, decide: (outbox: Outbox) => Fact[]): Promise<Fact[]> {
    return this.turns.run(recipient, async () => {
      for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
        const outbox = await this.upTo(recipient, 0);
        const facts = decide(outbox);
        if (await this.store(recipient, outbox, facts)) return facts;
        await this.current(recipient);
      }
      throw new AppError('VERSION_CONFLICT', { detail: subjects.delivery(recipient) });
    });
  }

  /** false when the subject was not as expected, or holds the fact already. */
  private async store(recipient: string, outbox: Outbox, facts: readonly DeliveryFact[]): Promise<boolean> {
    for (const fact of facts) {
      const position = await this.publish(recipient, fact, outbox.lastSequence);
      if (position === null) return false;
      outbox.apply({ fact, position, isImported: false });
    }
    return true;
  }

  /** What is not known to be stored is read from the tape before the next decision. */
  private async publish(recipient: string, fact: DeliveryFact, expectedLastSequence: number): Promise<number | null> {
    try {
      const { sequence, duplicate } = await this.publisher.publish(subjects.delivery(recipient), fact, { expectedLastSequence });
      return duplicate ? null : sequence;
    } catch (error) {
      if (error instanceof AppError && error.code === 'VERSION_CONFLICT') return null;
      this.uncertain.add(recipient);
      throw error;
    }
  }

  private async read(recipient: string): Promise<Outbox> {
    const outbox = this.held.get(recipient) ?? new Outbox();
    this.uncertain.delete(recipient);
    try {
      await this.readOnto(outbox, recipient);
    } catch (error) {
      this.uncertain.add(recipient);
      throw error;
    }
    outbox.forget(Date.now());
    this.held.set(recipient, outbox);
    return outbox;
  }

  private async readOnto(outbox: Outbox, recipient: string): Promise<void> {
    const last = outbox.lastSequence === 0 ? await this.lastSequenceOf(recipient) : 0;
    for await (const message of this.messages(recipient, outbox.lastSequence)) {
      const fact = factOf(DeliveryFact, message);
      const stored = { position: message.seq, isImported: isImported({ headers: message.header }) };
      if (fact) outbox.apply({ fact, ...stored });
      else outbox.lastSequence = Math.max(outbox.lastSequence, message.seq);
    }
    outbox.lastSequence = Math.max(outbox.lastSequence, last);
  }

  /** The lock must be known also where nothing young enough to be remembered lies on the subject. */
  private async lastSequenceOf(recipient: string): Promise<number> {
    return (await this.jsm.direct.getMessage('ALERTS', { last_by_subj: subjects.delivery(recipient) }))?.seq ?? 0;
  }

  /** Behind a stream sequence, or as far back as an outbox remembers. */
  private messages(recipient: string, behind: number): AsyncGenerator<StoredMessage> {
    return readForward(this.jsm, 'ALERTS', subjects.delivery(recipient), behind === 0 ? new Date(Date.now() - memoryMs) : behind + 1);
  }
}
