import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AlertFact, DeliveryFact } from '@tickettape/contracts';
import { consumers, JetStreamContext, JetStreamHandler } from '@tickettape/jetstream';
import { isImported } from '../tape/imported.js';
import { Deliveries } from './deliveries.js';
import { Dispatch } from './dispatch.js';
import { isFinding } from './findings.js';

@Controller()
export class DeliveryController {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly deliveries: Deliveries,
  ) {}

  /** Findings become decisions about everybody who is to be told. */
  @JetStreamHandler({ ...consumers.delivery, schema: AlertFact, concurrency: 8 })
  async decide(@Payload() fact: AlertFact, @Ctx() { message }: JetStreamContext): Promise<void> {
    if (isFinding(fact) && !isImported(message)) await this.dispatch.dispatch(fact);
  }

  /** Messages that wait for a channel stay out at the server, so many may: one channel that is away must not hold up the others. */
  @JetStreamHandler({
    ...consumers.outbox,
    schema: DeliveryFact,
    concurrency: 16,
    retryDelaysMs: [1_000, 5_000, 15_000, 60_000],
  })
  async send(@Payload() fact: DeliveryFact, @Ctx() { message }: JetStreamContext): Promise<void> {
    if (fact.type !== 'delivery.queued.v1' || isImported(message)) return;
    await this.deliveries.deliver(fact, message.seq, message.info.deliveryCount);
  }
}
