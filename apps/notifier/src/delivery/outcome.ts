import { envelope, type AlertOpened, type DeliveryFailed, type DeliverySent } from '@tickettape/contracts';
import type { ChannelName } from '../channels/channel.js';
import { deliveryKeyOf } from '../channels/message.js';

/** How a delivery came to its end. */
export type Outcome = { kind: 'sent' } | { kind: 'failed'; code: string; detail: string };

/** The fact that ends a delivery; its id is the same whoever ends it, `time` is when that was, UTC. */
export const conclusionOf = (
  alert: AlertOpened['data'],
  channel: ChannelName,
  { attempts, time, outcome }: { attempts: number; time: string; outcome: Outcome },
): DeliverySent | DeliveryFailed => {
  const { source, eventId, watchId, alertId, episode } = alert;
  const deliveryKey = deliveryKeyOf(alert, channel);
  const about = { id: `delivery:${deliveryKey}:${outcome.kind}`, source: '/tickettape/notifier', subject: watchId, time };
  const data = { source, eventId, watchId, alertId, episode, channel, deliveryKey, attempts };
  return outcome.kind === 'sent'
    ? envelope('delivery.sent.v1', about, data)
    : envelope('delivery.failed.v1', about, { ...data, code: outcome.code, detail: outcome.detail });
};
