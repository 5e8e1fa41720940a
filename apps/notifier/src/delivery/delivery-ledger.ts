import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { AlertFact, subjects, type DeliveryFailed, type DeliverySent } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, Publisher } from '@tickettape/jetstream';
import { readFacts } from '../tape/read-facts.js';

/** Where an alert stands on the tape. */
export type AlertPlace = { watchId: string; position: number };

type Since = { concluded: ReadonlySet<string>; lastSequence: number };

const maxAttempts = 10;

/** Which deliveries of an alert have come to an end: read from ALERTS behind the alert itself, since nobody else may be asked twice. */
@Injectable()
export class DeliveryLedger {
  constructor(
    @Inject(JSM) private readonly jsm: JetStreamManager,
    private readonly publisher: Publisher,
  ) {}

  async isConcluded(place: AlertPlace, deliveryKey: string): Promise<boolean> {
    return (await this.since(place)).concluded.has(deliveryKey);
  }

  /** Stores the end of a delivery, once: another replica may have been faster. */
  async conclude(place: AlertPlace, fact: DeliverySent | DeliveryFailed): Promise<void> {
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const { concluded, lastSequence } = await this.since(place);
      if (concluded.has(fact.data.deliveryKey) || (await this.publish(place, fact, lastSequence))) return;
    }
    throw new AppError('VERSION_CONFLICT', { detail: subjects.alert(place.watchId) });
  }

  private async since({ watchId, position }: AlertPlace): Promise<Since> {
    const concluded = new Set<string>();
    let lastSequence = position;
    const read = { stream: 'ALERTS', subject: subjects.alert(watchId), from: position + 1, schema: AlertFact } as const;
    for await (const { fact, position: last } of readFacts(this.jsm, read)) {
      if (fact && 'deliveryKey' in fact.data) concluded.add(fact.data.deliveryKey);
      lastSequence = last;
    }
    return { concluded, lastSequence };
  }

  private async publish({ watchId }: AlertPlace, fact: DeliverySent | DeliveryFailed, expectedLastSequence: number): Promise<boolean> {
    try {
      await this.publisher.publish(subjects.alert(watchId), fact, { expectedLastSequence });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'VERSION_CONFLICT') return false;
      throw error;
    }
  }
}
