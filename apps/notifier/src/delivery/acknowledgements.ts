import { Injectable } from '@nestjs/common';
import type { DeliveryAcknowledged } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { acknowledged } from './delivery-facts.js';
import { Outboxes } from './outboxes.js';

/** That somebody has seen a message. */
@Injectable()
export class Acknowledgements {
  constructor(private readonly outboxes: Outboxes) {}

  /** Gives false where it was acknowledged before. Throws NOT_FOUND. */
  async acknowledge(recipient: string, deliveryKey: string, by: DeliveryAcknowledged['data']['by']): Promise<boolean> {
    await this.outboxes.current(recipient);
    const facts = await this.outboxes.append(recipient, ({ messages }) => {
      const message = messages.get(deliveryKey);
      if (!message) throw new AppError('NOT_FOUND', { detail: `no message ${deliveryKey}` });
      return message.isAcknowledged ? [] : [acknowledged(recipient, deliveryKey, by, Date.now())];
    });
    return facts.length > 0;
  }
}
