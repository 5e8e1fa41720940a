import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryQueued } from '@tickettape/contracts';
import { AppError, kindOf } from '@tickettape/errors';
import { attributes, metrics, SpanKind, spanNames, withSpan } from '@tickettape/telemetry';
import type { ChannelName } from '../channels/channel.js';
import { Channels } from '../channels/channels.js';
import { MAX_ALERT_AGE_MS } from './dispatch.js';
import { ended } from './delivery-facts.js';
import { isTooOld, tooOld } from './fence.js';
import { Messages } from './messages.js';
import type { Outcome } from './outcome.js';
import { Outboxes } from './outboxes.js';
import { Recipients } from './recipients.js';
import { worthRetrying } from './worth-retrying.js';

/** Brings messages to people: at least once for each channel, and once as far as the channel tells whether it accepted. */
@Injectable()
export class Deliveries {
  /**
   * What channels are being asked, or have answered, and the tape has not stored yet: NATS brings a message again that takes long or whose end it
   * was not told, and then it must not be sent twice.
   */
  private readonly unstored = new Map<string, Promise<Outcome>>();

  constructor(
    private readonly channels: Channels,
    private readonly outboxes: Outboxes,
    private readonly recipients: Recipients,
    private readonly messages: Messages,
    @Inject(MAX_ALERT_AGE_MS) private readonly maxAgeMs: number,
  ) {}

  /**
   * Sends a queued message by every channel with which it has not come to its end. A copy of it, which stands elsewhere on the tape, is not sent.
   * Throws CHANNEL_UNAVAILABLE where another try may help.
   */
  async deliver(queued: DeliveryQueued, position: number, attempts: number): Promise<void> {
    const { recipient, deliveryKey, channels } = queued.data;
    // What comes again may have been handled by somebody who could not say so: then only the tape knows.
    if (attempts > 1) await this.outboxes.current(recipient);
    const outbox = await this.outboxes.upTo(recipient, position);
    const known = outbox.messages.get(deliveryKey);
    if (known?.position !== position || known.isImported) return;
    const open = channels.filter((channel) => !known.ended.has(channel));
    const tries = open.map((channel) => this.deliverBy(channel, queued, attempts));
    const failures = (await Promise.allSettled(tries)).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (failures.length > 0) throw worthRetrying(failures);
  }

  private deliverBy(channel: ChannelName, queued: DeliveryQueued, attempts: number): Promise<void> {
    const told = { kind: SpanKind.CLIENT, attributes: { [attributes.channel]: channel } };
    return withSpan(spanNames.deliver(channel), told, async (span) => {
      const { recipient, deliveryKey } = queued.data;
      const name = `${deliveryKey}:${channel}`;
      const outcome = await this.outcomeOf(name, () => this.attempt(channel, queued));
      span.setAttribute(attributes.outcome, outcome.kind === 'sent' ? 'sent' : outcome.code);
      await this.outboxes.append(recipient, ({ messages }) =>
        messages.get(deliveryKey)?.ended.has(channel) ? [] : [ended(recipient, { deliveryKey, channel, attempts, outcome }, Date.now())],
      );
      this.unstored.delete(name);
      this.count(channel, queued, outcome);
    });
  }

  private outcomeOf(name: string, attempt: () => Promise<Outcome>): Promise<Outcome> {
    const known = this.unstored.get(name);
    if (known) return known;
    const outcome = attempt();
    this.unstored.set(name, outcome);
    outcome.catch(() => this.unstored.delete(name));
    return outcome;
  }

  private async attempt(channel: ChannelName, queued: DeliveryQueued): Promise<Outcome> {
    const { recipient } = queued.data;
    if (this.isPast(queued)) return { kind: 'failed', code: tooOld, detail: `it is older than ${this.maxAgeMs / 1_000} s` };
    try {
      const { address, reader } = await this.recipients.reach(recipient, channel);
      await this.channels.send(await this.messages.of(queued.data, channel, reader), address);
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof AppError && error.code === 'CHANNEL_GONE') await this.recipients.giveUp(recipient, channel, error.message);
      if (error instanceof AppError && kindOf(error) === 'invalid') return { kind: 'failed', code: error.code, detail: error.message };
      metrics.deliveries_total.inc({ channel, outcome: 'retried' });
      throw error;
    }
  }

  /** What was held, and what a person sends again, counts from when it was queued; anything else also from when it was seen. */
  private isPast({ time, data: { kind, notices } }: DeliveryQueued): boolean {
    const since = kind === 'alert' ? [time, ...notices.map(({ observedAt }) => observedAt)] : [time];
    return since.some((instant) => isTooOld(instant, Date.now(), this.maxAgeMs));
  }

  private count(channel: ChannelName, { data: { kind, notices } }: DeliveryQueued, outcome: Outcome): void {
    metrics.deliveries_total.inc({ channel, outcome: outcome.kind });
    if (outcome.kind === 'sent' && kind === 'alert')
      metrics.alert_delivery_seconds.observe({ channel }, (Date.now() - Date.parse(notices[0]!.observedAt)) / 1_000);
  }
}
