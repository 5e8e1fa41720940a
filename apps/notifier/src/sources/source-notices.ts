import { Inject, Injectable, Logger } from '@nestjs/common';
import type { KV } from '@nats-io/kv';
import { HandOff, operator, type SourceTokenNeeded } from '@tickettape/contracts';
import { AppError, kindOf } from '@tickettape/errors';
import { Channels } from '../channels/channels.js';
import { Recipients } from '../delivery/recipients.js';
import { worthRetrying } from '../delivery/worth-retrying.js';
import type { Address } from '../people/address.js';
import { People } from '../people/people.js';
import { solversOf } from './solvers.js';
import { tokenMessage } from './source-message.js';

export const HAND_OFFS = Symbol('HAND_OFFS');

type Ask = { recipient: string; address: Address };

/** Asks the operator, by every channel that is configured, and the people who said that they solve captchas of the source. */
@Injectable()
export class SourceNotices {
  private readonly logger = new Logger('sources');
  /** What channels took while others did not: nobody is asked twice when the message comes again. */
  private readonly taken = new Set<string>();

  constructor(
    private readonly channels: Channels,
    private readonly people: People,
    private readonly recipients: Recipients,
    @Inject(HAND_OFFS) private readonly handOffs: KV,
  ) {}

  /** Throws CHANNEL_UNAVAILABLE where another try may help. */
  async tell(fact: SourceTokenNeeded): Promise<void> {
    const [handOff, asks] = await Promise.all([this.handOff(fact.data.source), this.asksOf(fact.data.source)]);
    const tries = asks.map((ask) => this.ask(ask, fact, handOff));
    const failures = (await Promise.allSettled(tries)).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (failures.length > 0) throw worthRetrying(failures);
    for (const ask of asks) this.taken.delete(keyOf(fact, ask));
  }

  private async asksOf(source: string): Promise<Ask[]> {
    const ofOperator = this.channels.addressesOfOperator().map((address) => ({ recipient: operator, address }));
    return [...ofOperator, ...solversOf(await this.people.list(), source, Date.now())];
  }

  private async ask(ask: Ask, fact: SourceTokenNeeded, handOff: HandOff | null): Promise<void> {
    const key = keyOf(fact, ask);
    if (this.taken.has(key)) return;
    const { recipient, address } = ask;
    try {
      // A log is no place for a link that whoever reads it could use.
      await this.channels.send(tokenMessage(key, fact, address.channel === 'log' ? null : handOff), address);
      this.taken.add(key);
    } catch (error) {
      if (!(error instanceof AppError) || kindOf(error) !== 'invalid') throw error;
      if (error.code === 'CHANNEL_GONE') await this.recipients.giveUp(recipient, address.channel, error.message);
      this.logger.warn({
        msg: 'not asked to solve a captcha',
        recipient,
        channel: address.channel,
        source: fact.data.source,
        code: error.code,
      });
    }
  }

  private async handOff(source: string): Promise<HandOff | null> {
    const entry = await this.handOffs.get(source);
    return entry?.operation === 'PUT' ? (HandOff.safeParse(entry.json()).data ?? null) : null;
  }
}

const keyOf = ({ id }: SourceTokenNeeded, { recipient, address }: Ask): string => `${id}:${recipient}:${address.channel}`;
