import { z } from 'zod';
import { Columns } from './columns.js';
import { defineFact } from './fact.js';
import { Currency, Minor } from './money.js';
import { BookKey, Token } from './token.js';
import { Channel, Condition } from './watch-facts.js';

/** An episode is the time a watch's condition holds; they are counted per watch: 1, 2, 3. */
const Episode = BookKey.extend({ watchId: Token, alertId: z.string().min(1), episode: z.int().positive() });

/** Where on the tape the reason stands: `nats stream get BOOKS <position>` shows it. */
const Position = z.int().positive();

const PriceSeen = z.object({ getIn: Minor.nullable(), currency: Currency.nullable(), observedAt: z.iso.datetime() });

/** What can be argued with: the look, its quality, and what it changed. */
export const Evidence = z.object({
  /** The last look before; null where there was none since sight returned. */
  before: PriceSeen.nullable(),
  after: PriceSeen,
  listings: Columns,
  look: z.object({
    sequence: z.int().positive(),
    observedAt: z.iso.datetime(),
    complete: z.boolean(),
    expected: z.int().nullable(),
    received: z.int(),
  }),
  position: Position,
});
export type Evidence = z.infer<typeof Evidence>;

/** The condition began to hold. Once per episode. */
export const AlertOpened = defineFact(
  'alert.opened.v1',
  Episode.extend({
    name: z.string(),
    condition: Condition,
    channels: z.array(Channel),
    /** The rule and what met it, in words. */
    reason: z.string(),
    evidence: Evidence,
  }),
);
export type AlertOpened = z.infer<typeof AlertOpened>;

/** The condition no longer holds, by a complete look, or its watch was changed or removed. */
export const AlertClosed = defineFact('alert.closed.v1', Episode.extend({ reason: z.string(), position: Position.nullable() }));
export type AlertClosed = z.infer<typeof AlertClosed>;

const Delivery = Episode.extend({
  channel: Channel,
  /** The same for every try of one delivery; channels that can take it get it as idempotency key. */
  deliveryKey: z.string().min(1),
  attempts: z.int().positive(),
});

export const DeliverySent = defineFact('delivery.sent.v1', Delivery);
export type DeliverySent = z.infer<typeof DeliverySent>;

/** Given up: the channel refused for good or is not configured. */
export const DeliveryFailed = defineFact('delivery.failed.v1', Delivery.extend({ code: z.string(), detail: z.string() }));
export type DeliveryFailed = z.infer<typeof DeliveryFailed>;

export const AlertFact = z.discriminatedUnion('type', [AlertOpened, AlertClosed, DeliverySent, DeliveryFailed]);
export type AlertFact = z.infer<typeof AlertFact>;
