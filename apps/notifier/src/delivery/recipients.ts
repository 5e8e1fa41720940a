import { Injectable } from '@nestjs/common';
import { operator } from '@tickettape/contracts';
import type { ChannelName } from '../channels/channel.js';
import { Channels } from '../channels/channels.js';
import { operatorVariables } from '../channels/operator-addresses.js';
import type { Address } from '../people/address.js';
import { People } from '../people/people.js';
import { activeAddresses, type Person } from '../people/person.js';
import { AppError } from '@tickettape/errors';

/** Where somebody is found, and how they read. */
export type Reachable = { address: Address; reader: { locale: string; timeZone: string } | null };

/** Whoever can be told: the people of the bucket, and the operator of the environment, who wishes nothing and is told at once. */
@Injectable()
export class Recipients {
  constructor(
    private readonly people: People,
    private readonly channels: Channels,
  ) {}

  /** null where nobody has this id. The operator has the channels that the watch names. */
  async find(recipient: string, channels: readonly ChannelName[]): Promise<Person | null> {
    return recipient === operator ? operatorWith(channels) : this.people.find(recipient);
  }

  /** Throws CHANNEL_UNCONFIGURED where the channel has no address of theirs, or none any more. */
  async reach(recipient: string, channel: ChannelName): Promise<Reachable> {
    if (recipient === operator) {
      const address = this.channels.addressOfOperator(channel);
      if (!address) throw new AppError('CHANNEL_UNCONFIGURED', { detail: `set ${operatorVariables[channel]}` });
      return { address, reader: null };
    }
    const person = await this.people.find(recipient);
    const address = person && activeAddresses(person).find((candidate) => candidate.channel === channel);
    if (!address) throw new AppError('CHANNEL_UNCONFIGURED', { detail: person ? `${channel} of this person` : 'the person was erased' });
    return { address, reader: { locale: person.locale, timeZone: person.timeZone } };
  }

  /** How they read; null for the operator and where nobody has this id. */
  async readerOf(recipient: string): Promise<Reachable['reader']> {
    const person = recipient === operator ? null : await this.people.find(recipient);
    return person && { locale: person.locale, timeZone: person.timeZone };
  }

  /** Nothing is sent there any more until the person adds it again. */
  async giveUp(recipient: string, channel: ChannelName, why: string): Promise<void> {
    if (recipient === operator) return;
    const inactive = { since: new Date().toISOString(), why };
    await this.people.change(recipient, (person) => ({
      ...person,
      addresses: person.addresses.map((address) => (address.channel === channel ? { ...address, inactive } : address)),
    }));
  }
}

/** The addresses stand for the channels only: what they are is known where something is sent. */
const operatorWith = (channels: readonly ChannelName[]): Person => ({
  recipient: operator,
  name: operator,
  locale: 'en-GB',
  timeZone: 'UTC',
  addresses: channels.map((channel) => ({ channel }) as Address),
  createdAt: new Date(0).toISOString(),
});
