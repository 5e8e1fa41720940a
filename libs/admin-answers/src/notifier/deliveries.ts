import { Channel, Recipient } from '@tickettape/contracts';
import { z } from 'zod';

/** A message that came to an end without reaching anybody by a channel. */
export const DeadDelivery = z
  .object({
    recipient: Recipient,
    deliveryKey: z.string(),
    queuedAt: z.iso.datetime(),
    failed: z.array(Channel).describe('Channels by which it failed'),
    sent: z.array(Channel).describe('Channels by which it arrived'),
    notices: z.array(z.string()).describe('What it tells, by key'),
  })
  .meta({ id: 'DeadDelivery' });
export type DeadDelivery = z.output<typeof DeadDelivery>;

/** `GET /admin/deliveries/failed`, newest first. */
export const DeadDeliveries = z.object({ deliveries: z.array(DeadDelivery) }).meta({ id: 'DeadDeliveries' });
export type DeadDeliveries = z.output<typeof DeadDeliveries>;

/** `POST /admin/deliveries/redrive` */
export const Redriven = z
  .object({ recipient: Recipient, deliveryKey: z.string(), channels: z.array(Channel) })
  .meta({ id: 'RedrivenDelivery' });
export type Redriven = z.output<typeof Redriven>;
