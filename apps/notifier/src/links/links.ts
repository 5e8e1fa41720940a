import { Recipient } from '@tickettape/contracts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChannelName } from '../channels/channel.js';
import { noLinks, type Message } from '../channels/message.js';

/** What a link lets whoever holds it do, and nothing else. */
const Permit = z.object({
  may: z.enum(['acknowledge', 'stop', 'see-picture']),
  recipient: Recipient,
  deliveryKey: z.string().min(1),
  channel: z.string(),
});
export type Permit = z.output<typeof Permit>;

export type LinkSettings = { publicUrl: string | undefined; secret: string | undefined };

/** Signed links in messages, where a public address of this service is configured: they name no person, only the id that the tape holds. */
export class Links {
  constructor(private readonly settings: LinkSettings) {}

  /** null for each where there is no public address. */
  of(recipient: string, deliveryKey: string, channel: ChannelName): Message['links'] {
    const { publicUrl, secret } = this.settings;
    if (publicUrl === undefined || secret === undefined) return noLinks;
    const link = (may: Permit['may'], path = 'told') =>
      `${publicUrl}/${path}?t=${signed({ may, recipient, deliveryKey, channel }, secret)}`;
    return {
      acknowledge: link('acknowledge'),
      stop: channel === 'email' ? link('stop') : null,
      picture: link('see-picture', 'told/picture.png'),
    };
  }

  /** null where we did not sign it. */
  read(token: string = ''): Permit | null {
    const [text = '', signature = ''] = token.split('.');
    const { secret } = this.settings;
    if (secret === undefined || !isSame(signature, signatureOf(text, secret))) return null;
    return Permit.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  }
}

const signed = (permit: Permit, secret: string): string => {
  const text = Buffer.from(JSON.stringify(permit)).toString('base64url');
  return `${text}.${signatureOf(text, secret)}`;
};

const signatureOf = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('base64url');

const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};
