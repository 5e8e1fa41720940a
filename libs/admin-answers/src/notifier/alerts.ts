import { AlertOpened, Channel, Evidence, Recipient } from '@tickettape/contracts';
import { z } from 'zod';

export const DeliveryView = z
  .object({
    recipient: Recipient,
    /** null where it was not sent by any. */
    channel: Channel.nullable(),
    status: z.enum(['queued', 'held', 'sent', 'failed', 'suppressed']),
    /** Tries until it came to its end; null while it waits. */
    attempts: z.int().nullable(),
    at: z.iso.datetime().nullable(),
    /** Why it failed, is held or was suppressed; null otherwise. */
    code: z.string().nullable(),
    acknowledgedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.output<typeof DeliveryView>;

const { source, eventId, watchId, alertId, name, condition, rule, reason, severity, recipients } = AlertOpened.shape.data.shape;

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
    rule,
    reason,
    severity,
    recipients,
    evidence: Evidence.extend({ listings }),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    closeReason: z.string().nullable(),
    deliveries: z.array(DeliveryView),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.output<typeof AlertView>;

/** `GET /admin/alerts`, newest first. */
export const AlertList = z.array(AlertView);
export type AlertList = z.output<typeof AlertList>;
