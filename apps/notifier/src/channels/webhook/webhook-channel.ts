import type { AddressOf } from '../../people/address.js';
import type { Channel } from '../channel.js';
import type { Message } from '../message.js';
import { expectAccepted, post, type OutgoingSettings } from '../outgoing.js';
import { sign, webhookHeaders } from './signature.js';

/** Posts the message as JSON, signed; the picture stays out. */
export class WebhookChannel implements Channel<'webhook'> {
  constructor(private readonly settings: OutgoingSettings) {}

  async send(message: Message, { url, secret }: AddressOf<'webhook'>): Promise<void> {
    const { picture: _, subject: __, ...told } = message;
    const body = JSON.stringify(told);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const headers = {
      'Content-Type': 'application/json',
      [webhookHeaders.timestamp]: timestamp,
      [webhookHeaders.signature]: sign(secret, timestamp, body),
      [webhookHeaders.idempotencyKey]: message.key,
    };
    expectAccepted(await post({ url, body, headers }, this.settings), [410]);
  }
}
