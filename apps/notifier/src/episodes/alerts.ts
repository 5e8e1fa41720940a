import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { AlertFact, subjects } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, Publisher } from '@tickettape/jetstream';
import { metrics } from '@tickettape/telemetry';
import { readFacts } from '@tickettape/tape';
import { evolveStanding, noStanding, type Standing } from '@tickettape/watches';

type Held = { standing: Standing; lastSequence: number };

/** Another writer of the same subject is another replica or a delivery: both are soon done. */
const maxAttempts = 10;

/** Where all watches stand: the fold of ALERTS, read when first needed, written under the lock of the watch's subject. */
@Injectable()
export class Alerts {
  private readonly logger = new Logger(Alerts.name);
  private readonly held = new Map<string, Held>();

  constructor(
    @Inject(JSM) private readonly jsm: JetStreamManager,
    private readonly publisher: Publisher,
  ) {}

  /** As the tape tells it now. */
  async standingOf(watchId: string): Promise<Standing> {
    return (await this.catchUp(watchId)).standing;
  }

  /** Another replica may have written: the next decision reads the tape first. */
  forget(watchId: string): void {
    this.held.delete(watchId);
  }

  /**
   * Decides what a watch tells and stores the facts; where another writer was faster it decides again. Gives what it stored.
   * Deliveries write to the same subject, so the tape is asked once more before something is stored, and only then.
   */
  async append(watchId: string, decide: (standing: Standing) => AlertFact[]): Promise<AlertFact[]> {
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const { standing } = this.held.get(watchId) ?? (await this.catchUp(watchId));
      if (decide(standing).length === 0) return [];
      const current = await this.catchUp(watchId);
      const facts = decide(current.standing);
      if (await this.store(watchId, current, facts)) return facts;
      this.forget(watchId);
    }
    throw new AppError('VERSION_CONFLICT', { detail: subjects.alert(watchId) });
  }

  private async catchUp(watchId: string): Promise<Held> {
    let { standing, lastSequence } = this.held.get(watchId) ?? { standing: noStanding, lastSequence: 0 };
    const read = { stream: 'ALERTS', subject: subjects.alert(watchId), from: lastSequence + 1, schema: AlertFact } as const;
    for await (const { fact, position } of readFacts(this.jsm, read)) {
      if (fact) standing = evolveStanding(standing, fact);
      lastSequence = position;
    }
    this.held.set(watchId, { standing, lastSequence });
    return { standing, lastSequence };
  }

  /** false when the subject was not as expected, or holds the fact already. */
  private async store(watchId: string, { standing, lastSequence }: Held, facts: readonly AlertFact[]): Promise<boolean> {
    for (const fact of facts) {
      const sequence = await this.publish(watchId, fact, lastSequence);
      if (sequence === null) return false;
      standing = evolveStanding(standing, fact);
      lastSequence = sequence;
      this.held.set(watchId, { standing, lastSequence });
      this.tell(fact);
    }
    return true;
  }

  private async publish(watchId: string, fact: AlertFact, expectedLastSequence: number): Promise<number | null> {
    try {
      const { sequence, duplicate } = await this.publisher.publish(subjects.alert(watchId), fact, { expectedLastSequence });
      return duplicate ? null : sequence;
    } catch (error) {
      if (error instanceof AppError && error.code === 'VERSION_CONFLICT') return null;
      throw error;
    }
  }

  private tell(fact: AlertFact): void {
    if (fact.type === 'alert.opened.v1') metrics.alerts_opened_total.inc({ condition: fact.data.condition.kind });
    if (fact.type === 'alert.closed.v1') metrics.alerts_closed_total.inc();
    const about = 'alertId' in fact.data ? { alertId: fact.data.alertId } : { noticeId: fact.data.noticeId };
    this.logger.log({ msg: fact.type, ...about, ...('reason' in fact.data ? { reason: fact.data.reason } : {}) });
  }
}
