import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Channel } from './channel.js';
import type { Message } from './message.js';

/** Hides the requests of a channel from the HTTP instrumentation, which would write their addresses, tokens included, into spans. */
export class UntracedChannel implements Channel {
  constructor(private readonly channel: Channel) {}

  send(message: Message): Promise<void> {
    return context.with(suppressTracing(context.active()), () => this.channel.send(message));
  }
}
