import type { Channel as ChannelName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { AddressOf } from '../people/address.js';
import type { Message } from './message.js';

export type { ChannelName };

/** A way to tell somebody. A new one is a folder beside these, a kind of address, and a line in `channels.ts`. */
export interface Channel<Name extends ChannelName> {
  /**
   * Resolves once the channel accepted the message.
   * Throws CHANNEL_UNCONFIGURED or CHANNEL_REFUSED where no retry can help, CHANNEL_GONE where nothing sent to this address ever will,
   * CHANNEL_UNAVAILABLE where another try may. Its errors never hold an address, a chat or a secret, and no `cause` that could.
   */
  send(message: Message, address: AddressOf<Name>): Promise<void>;
}

/** Nobody is left alone for longer than this, whatever a broken answer asks for. */
const maxRetryAfterMs = 3_600_000;

/** The channel did not take the message now. `retryAfterMs` is what it asked for, if it did. */
export class ChannelUnavailable extends AppError {
  readonly retryAfterMs: number | undefined;

  constructor(detail: string, retryAfterMs?: number) {
    super('CHANNEL_UNAVAILABLE', { detail });
    this.retryAfterMs = retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, maxRetryAfterMs);
  }
}

/** Stands where the variables of a channel are not set. */
export const unconfigured = <Name extends ChannelName>(variables: string): Channel<Name> => ({
  send: () => Promise.reject(new AppError('CHANNEL_UNCONFIGURED', { detail: `set ${variables}` })),
});
