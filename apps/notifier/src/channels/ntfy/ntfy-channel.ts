import type { Severity } from '@tickettape/contracts';
import type { AddressOf } from '../../people/address.js';
import type { Channel } from '../channel.js';
import type { Message } from '../message.js';
import { expectAccepted, post, type OutgoingSettings } from '../outgoing.js';

/** Ref: https://docs.ntfy.sh/publish/#message-priority */
const priorities: Record<Severity, number> = { low: 2, normal: 3, high: 5 };

/** A message longer than 4096 bytes would become an attachment. */
const maxMessageLength = 3_500;

/** Publishes to a topic of an ntfy server. Ref: https://docs.ntfy.sh/publish/#publish-as-json */
export class NtfyChannel implements Channel<'ntfy'> {
  constructor(private readonly settings: OutgoingSettings) {}

  async send(message: Message, { url, token }: AddressOf<'ntfy'>): Promise<void> {
    const address = new URL(url);
    const topic = address.pathname.split('/').filter(Boolean).at(-1) ?? '';
    const body = JSON.stringify({
      topic,
      title: message.title,
      message: textOf(message),
      priority: priorities[message.severity],
      ...action(message),
    });
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
    const root = address.href.slice(0, address.href.lastIndexOf(topic));
    const settings = { ...this.settings, isTrusted: () => this.settings.isTrusted(url) };
    expectAccepted(await post({ url: root, body, headers }, settings), []);
  }
}

const textOf = ({ event, reason, listings, seen, note, parts }: Message): string =>
  [
    event,
    reason,
    ...(note === null ? [] : [note]),
    ...listings,
    ...parts.map((part) => `${part.title}: ${part.reason}`),
    ...(seen === null ? [] : [`Seen at ${seen}`]),
  ]
    .join('\n')
    .slice(0, maxMessageLength);

const action = ({ links }: Message) =>
  links.acknowledge === null ? {} : { actions: [{ action: 'view', label: 'Seen', url: links.acknowledge }] };
