import { Injectable } from '@nestjs/common';
import { operator } from '@tickettape/contracts';
import { People } from '../../../people/people.js';
import type { Person } from '../../../people/person.js';
import { Channels } from '../../channels.js';

/** Who talks with the bot. */
export type Who = Person | typeof operator;

/** The people behind chats. */
@Injectable()
export class BotPeople {
  constructor(
    private readonly people: People,
    private readonly channels: Channels,
  ) {}

  /** null where nobody has this chat. */
  async find(chatId: string): Promise<Who | null> {
    const address = this.channels.addressOfOperator('telegram');
    if (address?.channel === 'telegram' && address.chatId === chatId) return operator;
    return (await this.people.list()).find((person) => chatOf(person) === chatId) ?? null;
  }

  async mute(recipient: string, until: string | null, watchId?: string): Promise<void> {
    await this.people.mute(recipient, until, watchId);
  }

  /** Nothing is sent there until the person lets the bot in again. */
  deactivate(chatId: string): Promise<void> {
    return this.mark(chatId, { since: new Date().toISOString(), why: 'the person blocked the bot' });
  }

  activate(chatId: string): Promise<void> {
    return this.mark(chatId, undefined);
  }

  private async mark(chatId: string, inactive: { since: string; why: string } | undefined): Promise<void> {
    const person = await this.find(chatId);
    if (person === null || person === operator) return;
    await this.people.change(person.recipient, (known) => ({
      ...known,
      addresses: known.addresses.map(({ inactive: before, ...address }) =>
        address.channel === 'telegram'
          ? { ...address, ...(inactive && { inactive }) }
          : { ...address, ...(before && { inactive: before }) },
      ),
    }));
  }
}

const chatOf = ({ addresses }: Person): string | null =>
  addresses.flatMap((address) => (address.channel === 'telegram' ? [address.chatId] : []))[0] ?? null;
