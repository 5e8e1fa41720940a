import type { AddressOf } from '../../people/address.js';
import type { Channel } from '../channel.js';
import type { Message } from '../message.js';
import { expectAccepted, post, type Outgoing, type OutgoingSettings } from '../outgoing.js';
import { discordMessage, pictureName } from './discord-embed.js';

/** Executes a webhook of Discord. Ref: https://docs.discord.com/developers/resources/webhook#execute-webhook */
export class DiscordChannel implements Channel<'discord'> {
  constructor(private readonly settings: OutgoingSettings) {}

  /** `wait` makes Discord answer only when the message is there. */
  async send(message: Message, { url }: AddressOf<'discord'>): Promise<void> {
    const address = new URL(url);
    address.searchParams.set('wait', 'true');
    expectAccepted(await post({ url: address.href, ...contentOf(message) }, this.guarding(url)), [401, 403, 404]);
  }

  /** The address is trusted as people gave it. */
  private guarding(url: string): OutgoingSettings {
    return { ...this.settings, isTrusted: () => this.settings.isTrusted(url) };
  }
}

const contentOf = (message: Message): Pick<Outgoing, 'body' | 'headers'> => {
  const json = JSON.stringify(discordMessage(message));
  if (message.picture === null) return { body: json, headers: { 'Content-Type': 'application/json' } };
  const form = new FormData();
  form.set('payload_json', new Blob([json], { type: 'application/json' }));
  form.set('files[0]', new Blob([new Uint8Array(message.picture.png)], { type: 'image/png' }), pictureName);
  return { body: form };
};
