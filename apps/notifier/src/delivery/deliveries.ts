import { Inject, Injectable } from '@nestjs/common';
import type { AlertOpened } from '@tickettape/contracts';
import { AppError, kindOf } from '@tickettape/errors';
import { attributes, metrics, SpanKind, spanNames, withSpan } from '@tickettape/telemetry';
import type { ChannelName } from '../channels/channel.js';
import { Channels } from '../channels/channels.js';
import { deliveryKeyOf, messageOf } from '../channels/message.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { EventNames } from './event-names.js';
import { isTooOld, tooOld } from './fence.js';
import { conclusionOf, type Outcome } from './outcome.js';

export const MAX_ALERT_AGE_MS = Symbol('MAX_ALERT_AGE_MS');

/** Brings alerts to people: at least once for each channel, and once as far as the channel tells whether it accepted. */
@Injectable()
export class Deliveries {
  /** What channels answered and the tape has not stored yet: an outage in between must not send a message twice. */
  private readonly unstored = new Map<string, Outcome>();

  constructor(
    private readonly channels: Channels,
    private readonly ledger: DeliveryLedger,
    private readonly eventNames: EventNames,
    @Inject(MAX_ALERT_AGE_MS) private readonly maxAgeMs: number,
  ) {}

  /** Delivers to one channel unless that came to its end before. Throws CHANNEL_UNAVAILABLE where another try may help. */
  async deliver(alert: AlertOpened, position: number, channel: ChannelName, attempts: number): Promise<void> {
    const place = { watchId: alert.data.watchId, position };
    const key = deliveryKeyOf(alert.data, channel);
    if (await this.ledger.isConcluded(place, key)) return;
    await withSpan(spanNames.deliver(channel), { kind: SpanKind.CLIENT, attributes: { [attributes.channel]: channel } }, async (span) => {
      const outcome = this.unstored.get(key) ?? (await this.attempt(alert, channel));
      this.unstored.set(key, outcome);
      span.setAttribute(attributes.outcome, outcome.kind === 'sent' ? 'sent' : outcome.code);
      await this.ledger.conclude(place, conclusionOf(alert.data, channel, { attempts, time: new Date().toISOString(), outcome }));
      this.unstored.delete(key);
      this.count(alert, channel, outcome);
    });
  }

  private async attempt(alert: AlertOpened, channel: ChannelName): Promise<Outcome> {
    if (isTooOld(alert.data.evidence.look.observedAt, Date.now(), this.maxAgeMs))
      return { kind: 'failed', code: tooOld, detail: `the look is older than ${this.maxAgeMs / 1_000} s` };
    const event = await this.eventNames.of(alert.data);
    try {
      await this.channels.get(channel).send(messageOf(deliveryKeyOf(alert.data, channel), alert.data, event));
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof AppError && kindOf(error) === 'invalid') return { kind: 'failed', code: error.code, detail: error.message };
      metrics.deliveries_total.inc({ channel, outcome: 'retried' });
      throw error;
    }
  }

  private count(alert: AlertOpened, channel: ChannelName, { kind }: Outcome): void {
    metrics.deliveries_total.inc({ channel, outcome: kind });
    if (kind === 'sent')
      metrics.alert_delivery_seconds.observe({ channel }, (Date.now() - Date.parse(alert.data.evidence.look.observedAt)) / 1_000);
  }
}
