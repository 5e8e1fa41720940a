import { Inject, Injectable, Logger } from '@nestjs/common';
import type { KV } from '@nats-io/kv';
import { HandOff, type SourceTokenNeeded } from '@tickettape/contracts';
import { AppError, kindOf } from '@tickettape/errors';
import type { ChannelName } from '../channels/channel.js';
import { Channels } from '../channels/channels.js';
import { worthRetrying } from '../delivery/worth-retrying.js';
import { tokenMessage } from './source-message.js';

export const HAND_OFFS = Symbol('HAND_OFFS');

/** Tells the operator, by every channel that is configured, what a source needs of people. */
@Injectable()
export class SourceNotices {
  private readonly logger = new Logger('sources');
  /** What channels took while others did not: they are not told twice when the message comes again. */
  private readonly taken = new Set<string>();

  constructor(
    private readonly channels: Channels,
    @Inject(HAND_OFFS) private readonly handOffs: KV,
  ) {}

  /** Throws CHANNEL_UNAVAILABLE where another try may help. */
  async tell(fact: SourceTokenNeeded): Promise<void> {
    const handOff = await this.handOff(fact.data.source);
    const names = this.channels.namesOfOperator();
    const tries = names.map((name) => this.tellBy(name, fact, handOff));
    const failures = (await Promise.allSettled(tries)).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (failures.length > 0) throw worthRetrying(failures);
    for (const name of names) this.taken.delete(`${fact.id}:${name}`);
  }

  private async tellBy(name: ChannelName, fact: SourceTokenNeeded, handOff: HandOff | null): Promise<void> {
    const key = `${fact.id}:${name}`;
    const address = this.channels.addressOfOperator(name);
    if (!address || this.taken.has(key)) return;
    try {
      // A log is no place for a link that whoever reads it could use.
      await this.channels.send(tokenMessage(key, fact, name === 'log' ? null : handOff), address);
      this.taken.add(key);
    } catch (error) {
      if (!(error instanceof AppError) || kindOf(error) !== 'invalid') throw error;
      this.logger.warn({ msg: 'operator not told', channel: name, source: fact.data.source, code: error.code });
    }
  }

  private async handOff(source: string): Promise<HandOff | null> {
    const entry = await this.handOffs.get(source);
    return entry?.operation === 'PUT' ? (HandOff.safeParse(entry.json()).data ?? null) : null;
  }
}
