import { z } from 'zod';
import { AlertFact } from './alert-facts.js';
import { defineFact } from './fact.js';
import { BookKey, Token } from './token.js';
import { Channel, Severity } from './watch-facts.js';

/**
 * Who is told, by an id that says nothing about the person: names, addresses and wishes live where they can be erased. `operator` stands for the
 * channels in the environment of the notifier.
 */
export const Recipient = Token;
export const operator = 'operator';

export const NoticeKind = z.enum(['opened', 'closed', 'blinded', 'sighted']);

/** One thing worth telling: that an episode began or ended, or that the watch went blind or sees again. */
export const Notice = BookKey.extend({
  /** The same whoever tells it: `<alertId>:opened`. */
  noticeKey: z.string().min(1),
  kind: NoticeKind,
  watchId: Token,
  /** null where it is about the watch itself. */
  alertId: z.string().min(1).nullable(),
  severity: Severity,
  /** When it was seen or decided, UTC. */
  observedAt: z.iso.datetime(),
});
export type Notice = z.infer<typeof Notice>;

/** A message to one recipient; `deliveryKey` is the same for every try, and with the channel's name it is the idempotency key. */
const Delivery = z.object({ recipient: Recipient, deliveryKey: z.string().min(1) });

/** A message is to be sent now, by every channel named. A digest carries what was held. */
export const DeliveryQueued = defineFact(
  'delivery.queued.v1',
  Delivery.extend({
    kind: z.enum(['alert', 'digest', 'escalation', 'redrive']),
    notices: z.array(Notice).min(1),
    channels: z.array(Channel).min(1),
    /** When another is told if nobody has acknowledged; null for never. */
    escalatesAt: z.iso.datetime().nullable(),
  }),
);
export type DeliveryQueued = z.infer<typeof DeliveryQueued>;

export const HoldReason = z.enum(['digest', 'quiet-hours', 'hourly-cap']);
export type HoldReason = z.infer<typeof HoldReason>;

/** A notice waits for the recipient's next digest, which is not before `until`. */
export const DeliveryHeld = defineFact(
  'delivery.held.v1',
  z.object({ recipient: Recipient, notice: Notice, why: HoldReason, until: z.iso.datetime() }),
);
export type DeliveryHeld = z.infer<typeof DeliveryHeld>;

export const SuppressReason = z.enum(['unknown-recipient', 'no-channel', 'muted', 'cooldown', 'too-old', 'never-told']);
export type SuppressReason = z.infer<typeof SuppressReason>;

/** A notice is never sent to this recipient. `never-told`: that something is over, of which the recipient never heard. */
export const DeliverySuppressed = defineFact(
  'delivery.suppressed.v1',
  z.object({ recipient: Recipient, notice: Notice, reason: SuppressReason }),
);
export type DeliverySuppressed = z.infer<typeof DeliverySuppressed>;

const Ended = Delivery.extend({ channel: Channel, attempts: z.int().positive() });

/** The channel accepted the message. */
export const MessageSent = defineFact('delivery.sent.v2', Ended);
export type MessageSent = z.infer<typeof MessageSent>;

/** Given up: refused for good, not configured, or too old to help anybody. It can be sent again by hand. */
export const MessageFailed = defineFact('delivery.failed.v2', Ended.extend({ code: z.string(), detail: z.string() }));
export type MessageFailed = z.infer<typeof MessageFailed>;

/** The recipient has seen it, by which way. Nobody else need be told. */
export const DeliveryAcknowledged = defineFact(
  'delivery.acknowledged.v1',
  Delivery.extend({ by: z.union([Channel, z.enum(['link', 'admin'])]) }),
);
export type DeliveryAcknowledged = z.infer<typeof DeliveryAcknowledged>;

/** It was not acknowledged in time: `to` is told now; null where that was not necessary any more. */
export const DeliveryEscalated = defineFact('delivery.escalated.v1', Delivery.extend({ to: Recipient.nullable() }));
export type DeliveryEscalated = z.infer<typeof DeliveryEscalated>;

/** What became of everything worth telling one recipient: the facts of one `delivery.` subject. */
export const DeliveryFact = z.discriminatedUnion('type', [
  DeliveryQueued,
  DeliveryHeld,
  DeliverySuppressed,
  MessageSent,
  MessageFailed,
  DeliveryAcknowledged,
  DeliveryEscalated,
]);
export type DeliveryFact = z.infer<typeof DeliveryFact>;

/** What the stream ALERTS holds: episodes in its `alert.` subjects, and what people were told of them in its `delivery.` subjects. */
export const AlertStreamFact = z.discriminatedUnion('type', [...AlertFact.options, ...DeliveryFact.options]);
export type AlertStreamFact = z.infer<typeof AlertStreamFact>;
