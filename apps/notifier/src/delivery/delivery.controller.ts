import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AlertFact } from '@tickettape/contracts';
import { JetStreamContext, JetStreamHandler } from '@tickettape/jetstream';
import { isImported } from '../tape/imported.js';
import { Deliveries } from './deliveries.js';
import { worthRetrying } from './worth-retrying.js';

@Controller()
export class DeliveryController {
  constructor(private readonly deliveries: Deliveries) {}

  /** Alerts that wait for a channel stay out at the server, so many may: one channel that is away must not hold up the others. */
  @JetStreamHandler({
    stream: 'ALERTS',
    durable: 'notifier-delivery',
    filterSubjects: ['alert.*'],
    schema: AlertFact,
    concurrency: 8,
    maxAckPending: 5_000,
    retryDelaysMs: [1_000, 5_000, 15_000, 60_000],
  })
  async deliver(@Payload() fact: AlertFact, @Ctx() { message }: JetStreamContext): Promise<void> {
    if (fact.type !== 'alert.opened.v1' || isImported(message)) return;
    const tries = fact.data.channels.map((channel) => this.deliveries.deliver(fact, message.seq, channel, message.info.deliveryCount));
    const failures = (await Promise.allSettled(tries)).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (failures.length > 0) throw worthRetrying(failures);
  }
}
