import { type Channel, ChannelUnavailable } from './channel.js';
import type { Message } from './message.js';

/** Keeps a promise to a channel that asked to be left alone for a while: until then no message of any alert is sent to it. */
export class PatientChannel implements Channel {
  private quietUntilMs = 0;

  constructor(
    private readonly channel: Channel,
    private readonly now: () => number = Date.now,
  ) {}

  async send(message: Message): Promise<void> {
    const leftMs = this.quietUntilMs - this.now();
    if (leftMs > 0) throw new ChannelUnavailable('it asked to be left alone for a while', leftMs);
    try {
      await this.channel.send(message);
    } catch (error) {
      if (error instanceof ChannelUnavailable && error.retryAfterMs !== undefined) this.quietUntilMs = this.now() + error.retryAfterMs;
      throw error;
    }
  }
}
