import type { AddressOf } from '../../people/address.js';
import type { Channel } from '../channel.js';
import type { Message } from '../message.js';
import { expectAccepted, post, type OutgoingSettings } from '../outgoing.js';
import { slackMessage } from './slack-blocks.js';

/** Posts to an incoming webhook of Slack. Ref: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export class SlackChannel implements Channel<'slack'> {
  constructor(private readonly settings: OutgoingSettings) {}

  async send(message: Message, { url }: AddressOf<'slack'>): Promise<void> {
    const body = JSON.stringify(slackMessage(message));
    expectAccepted(await post({ url, body, headers: { 'Content-Type': 'application/json' } }, this.settings), [403, 404, 410]);
  }
}
