import type { AddressOf } from '../people/address.js';
import { type Channel, type ChannelName, ChannelUnavailable } from './channel.js';
import type { Message } from './message.js';

export type Patience<Name extends ChannelName> = {
  /** What is left alone as one: all of a channel, or one address of it. */
  group: (address: AddressOf<Name>) => string;
  /** Milliseconds between two messages to one group. Default 0. */
  spacingMs?: number;
  now?: () => number;
};

/** Keeps a promise to a channel that asked to be left alone for a while, and keeps the distance that its rules ask for. */
export class PatientChannel<Name extends ChannelName> implements Channel<Name> {
  private readonly quietUntilMs = new Map<string, number>();

  constructor(
    private readonly channel: Channel<Name>,
    private readonly patience: Patience<Name>,
  ) {}

  async send(message: Message, address: AddressOf<Name>): Promise<void> {
    const { group, spacingMs = 0, now = Date.now } = this.patience;
    const name = group(address);
    const leftMs = (this.quietUntilMs.get(name) ?? 0) - now();
    if (leftMs > 0) throw new ChannelUnavailable('it is left alone for a while', leftMs);
    this.leaveAlone(name, now() + spacingMs);
    try {
      await this.channel.send(message, address);
    } catch (error) {
      if (error instanceof ChannelUnavailable && error.retryAfterMs !== undefined) this.leaveAlone(name, now() + error.retryAfterMs);
      throw error;
    }
  }

  /** Groups that may be spoken to again need no memory. */
  private leaveAlone(name: string, untilMs: number): void {
    const { now = Date.now } = this.patience;
    for (const [other, until] of this.quietUntilMs) if (until <= now()) this.quietUntilMs.delete(other);
    if (untilMs > now()) this.quietUntilMs.set(name, untilMs);
  }
}
