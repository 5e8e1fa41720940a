import type { Channel as ChannelName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { Message } from './message.js';

export type { ChannelName };

/** A way to tell somebody. A new one is a folder beside these and a line in `channels.ts`. */
export interface Channel {
  /**
   * Resolves once the channel accepted the message.
   * Throws CHANNEL_UNCONFIGURED or CHANNEL_REFUSED where no retry can help, CHANNEL_UNAVAILABLE where one may. Its errors never hold an address,
   * a chat or a secret, and no `cause` that could.
   */
  send(message: Message): Promise<void>;
}

/** The channel did not take the message now. `retryAfterMs` is what it asked for, if it did. */
export class ChannelUnavailable extends AppError {
  constructor(
    detail: string,
    readonly retryAfterMs?: number,
  ) {
    super('CHANNEL_UNAVAILABLE', { detail });
  }
}

/** Stands where the variables of a channel are not set. */
export const unconfigured = (variables: string): Channel => ({
  send: () => Promise.reject(new AppError('CHANNEL_UNCONFIGURED', { detail: `set ${variables}` })),
});
