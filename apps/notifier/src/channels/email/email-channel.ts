import { AppError } from '@tickettape/errors';
import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { AddressOf } from '../../people/address.js';
import { type Channel, ChannelUnavailable } from '../channel.js';
import type { Message } from '../message.js';
import { emailHtml, pictureId } from './email-html.js';
import { emailSubject, emailText } from './email-text.js';

export type EmailSettings = { url: string; from: string; timeoutMs: number };

/** Sends an e-mail, plain and HTML, by a mail server. The same delivery has the same Message-ID, so that mailboxes can drop a repetition. */
export class EmailChannel implements Channel<'email'> {
  private readonly transport: Transporter;

  constructor(private readonly settings: EmailSettings) {
    const timeouts = { connectionTimeout: settings.timeoutMs, greetingTimeout: settings.timeoutMs, socketTimeout: settings.timeoutMs };
    this.transport = createTransport({ url: settings.url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  }

  async send(message: Message, { address }: AddressOf<'email'>): Promise<void> {
    const { from } = this.settings;
    const { picture, links } = message;
    try {
      await this.transport.sendMail({
        from,
        to: { name: '', address },
        subject: emailSubject(message),
        text: emailText(message),
        html: emailHtml(message),
        messageId: `<${createHash('sha256').update(`${message.key}\n${address}`).digest('hex').slice(0, 32)}@tickettape>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          ...(links.stop !== null && unsubscribe(links.stop)),
        },
        ...(picture !== null && {
          attachments: [{ filename: 'prices.png', content: Buffer.from(picture.png), cid: pictureId, contentType: 'image/png' }],
        }),
      });
    } catch (error) {
      throw translated(error);
    }
  }
}

/** One click in the mailbox. Ref: RFC 8058 */
const unsubscribe = (url: string) => ({ 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });

/** Replies of a mail server name addresses, so only their code goes on. */
const translated = (error: unknown): AppError => {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode === undefined || responseCode < 500)
    return new ChannelUnavailable(`the mail server answered ${responseCode ?? `nothing (${code ?? 'unknown error'})`}`);
  const detail = `the mail server answered ${responseCode}`;
  return new AppError(code === 'EENVELOPE' && responseCode === 550 ? 'CHANNEL_GONE' : 'CHANNEL_REFUSED', { detail });
};
