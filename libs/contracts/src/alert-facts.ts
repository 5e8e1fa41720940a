import { z } from 'zod';
import { BlindReason } from './book-facts.js';
import { Columns } from './columns.js';
import { Condition, Measure } from './condition.js';
import { defineFact } from './fact.js';
import { Currency, Minor } from './money.js';
import { BookKey, Token } from './token.js';
import { Channel, Reach } from './watch-facts.js';

/** An episode is the time a watch's condition holds; they are counted per watch: 1, 2, 3. */
const Episode = BookKey.extend({ watchId: Token, alertId: z.string().min(1), episode: z.int().positive() });

/** Where on the tape the reason stands: `nats stream get BOOKS <position>` shows it. */
const Position = z.int().positive();

const PriceSeen = z.object({ getIn: Minor.nullable(), currency: Currency.nullable(), observedAt: z.iso.datetime() });
export type PriceSeen = z.infer<typeof PriceSeen>;

const ValueSeen = z.object({ value: z.int().nullable(), observedAt: z.iso.datetime() });

/** A number that the condition compared; prices are minor units of `currency`. */
const Figure = z.object({
  measure: Measure,
  currency: Currency.nullable(),
  /** What it was compared with: the look before, or the one of the window that the rule names. null where nothing is known. */
  before: ValueSeen.nullable(),
  after: ValueSeen,
});
export type Figure = z.infer<typeof Figure>;

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
  /** Of the look before in BOOKS; null where there was none since sight returned. */
  positionBefore: Position.nullable().optional(),
  figures: z.array(Figure).optional(),
  /** Since when at the latest the condition held, where it had to hold for a while before it was told. */
  heldSince: z.iso.datetime().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** The condition began to hold. Once per episode. */
export const AlertOpened = defineFact(
  'alert.opened.v1',
  Episode.extend({
    name: z.string(),
    condition: Condition,
    channels: z.array(Channel),
    severity: Reach.shape.severity,
    recipients: Reach.shape.recipients,
    /** The rule in words, as it may be written. */
    rule: z.string().optional(),
    /** What met the rule, in words. */
    reason: z.string(),
    evidence: Evidence,
  }),
);
export type AlertOpened = z.infer<typeof AlertOpened>;

/** How the episode ended, for those who want to be told that it is over. */
const Over = z.object({ ...Reach.shape, name: z.string(), openedAt: z.iso.datetime(), before: PriceSeen, after: PriceSeen.nullable() });

/** The condition no longer holds, by a complete look, or its watch was changed, paused or removed. */
export const AlertClosed = defineFact(
  'alert.closed.v1',
  Episode.extend({
    reason: z.string(),
    position: Position.nullable(),
    /** Present where people asked to be told. */
    over: Over.optional(),
  }),
);
export type AlertClosed = z.infer<typeof AlertClosed>;

/** A message about the watch itself; blind times are counted per watch: 1, 2, 3. */
const Notice = BookKey.extend({
  ...Reach.shape,
  watchId: Token,
  name: z.string(),
  noticeId: z.string().min(1),
  blindness: z.int().positive(),
  position: Position,
});

/** The watch cannot be judged: its source has been blind for longer than its tolerance. Once per blind time. */
export const WatchBlinded = defineFact(
  'watch.blinded.v1',
  Notice.extend({
    /** `observedAt` of the first blind look. */
    since: z.iso.datetime(),
    toleranceSeconds: z.int().positive(),
    reason: BlindReason,
    /** For a person; never a secret. */
    detail: z.string(),
    /** The last look before; null where there was none. */
    lastSeen: PriceSeen.nullable(),
  }),
);
export type WatchBlinded = z.infer<typeof WatchBlinded>;

/** Sight returned. What happened in the gap can be seen in its result only. */
export const WatchSighted = defineFact(
  'watch.sighted.v1',
  Notice.extend({
    /** The last look that saw something before, null where there was none, and the first one after. */
    gap: z.object({ from: z.iso.datetime().nullable(), to: z.iso.datetime() }),
    before: PriceSeen.nullable(),
    after: PriceSeen.nullable(),
    /** What may have been missed, in words. */
    missed: z.string(),
  }),
);
export type WatchSighted = z.infer<typeof WatchSighted>;

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

/** What a watch finds: everything on ALERTS but what became of the messages. */
export const WatchFinding = z.discriminatedUnion('type', [AlertOpened, AlertClosed, WatchBlinded, WatchSighted]);
export type WatchFinding = z.infer<typeof WatchFinding>;

export const AlertFact = z.discriminatedUnion('type', [AlertOpened, AlertClosed, WatchBlinded, WatchSighted, DeliverySent, DeliveryFailed]);
export type AlertFact = z.infer<typeof AlertFact>;
