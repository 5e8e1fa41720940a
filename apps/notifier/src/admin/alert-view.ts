import {
  AlertOpened,
  Channel,
  Evidence,
  type AlertClosed,
  type AlertFact,
  type DeliveryFailed,
  type DeliverySent,
} from '@tickettape/contracts';
import { z } from 'zod';

export const DeliveryView = z
  .object({
    channel: Channel,
    status: z.enum(['queued', 'sent', 'failed']),
    /** Tries until it came to its end; null while it waits. */
    attempts: z.int().nullable(),
    at: z.iso.datetime().nullable(),
    /** Why it failed; null unless it did. */
    code: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });

const { source, eventId, watchId, alertId, name, condition, reason } = AlertOpened.shape.data.shape;

/** The columns' own schema is a predicate, which OpenAPI cannot show. */
const listings = z
  .record(z.string(), z.array(z.union([z.string(), z.number(), z.null()])))
  .describe('Column by column, at most ten listings');

export const AlertView = z
  .object({
    alertId,
    watchId,
    source,
    eventId,
    name,
    condition,
    reason,
    evidence: Evidence.extend({ listings }),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    closeReason: z.string().nullable(),
    deliveries: z.array(DeliveryView),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof AlertView>;

/** Alerts with how they ended and where they were delivered, newest first; facts about an alert that is not among them are passed over. */
export const alertViews = (facts: Iterable<AlertFact>): AlertView[] => {
  const views = new Map<string, AlertView>();
  for (const fact of facts) {
    if (fact.type === 'alert.opened.v1') views.set(fact.data.alertId, opened(fact));
    else if ('alertId' in fact.data) {
      const view = views.get(fact.data.alertId);
      if (view) views.set(view.alertId, evolved(view, fact as AboutAlert));
    }
  }
  return [...views.values()].toReversed();
};

const opened = ({ time, data }: AlertOpened): AlertView => {
  const { channels, episode: _, ...shown } = data;
  const deliveries = channels.map((channel) => ({ channel, status: 'queued' as const, attempts: null, at: null, code: null }));
  return { ...shown, openedAt: time, closedAt: null, closeReason: null, deliveries };
};

type AboutAlert = AlertClosed | DeliverySent | DeliveryFailed;

const evolved = (view: AlertView, fact: AboutAlert): AlertView => {
  if (fact.type === 'alert.closed.v1') return { ...view, closedAt: fact.time, closeReason: fact.data.reason };
  const { channel, attempts } = fact.data;
  const status = fact.type === 'delivery.sent.v1' ? 'sent' : 'failed';
  const ended = { channel, status, attempts, at: fact.time, code: fact.type === 'delivery.failed.v1' ? fact.data.code : null } as const;
  return { ...view, deliveries: view.deliveries.map((delivery) => (delivery.channel === channel ? ended : delivery)) };
};
