import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { AddressOf } from '../people/address.js';
import type { Channel, ChannelName } from './channel.js';
import type { Message } from './message.js';

/** Hides the requests of a channel from the HTTP instrumentation, which would write their addresses, tokens included, into spans. */
export class UntracedChannel<Name extends ChannelName> implements Channel<Name> {
  constructor(private readonly channel: Channel<Name>) {}

  send(message: Message, address: AddressOf<Name>): Promise<void> {
    return context.with(suppressTracing(context.active()), () => this.channel.send(message, address));
  }
}
