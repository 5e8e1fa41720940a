import { z } from 'zod';
import { Currency, Minor } from './money.js';

const Text = z.string().min(1);
const Seconds = z.int().positive();
const Percent = z.number().positive().max(1000);

/** What is counted or priced in one look. "Get-in" is the lowest all-in price. */
export const Measure = z.enum(['get-in', 'median', 'listings', 'tickets']);
export type Measure = z.infer<typeof Measure>;

/** Which listings a condition is about; what is not told does not matter. Texts are compared without case and without space around them. */
export const ListingFilter = z.object({
  section: Text.optional(),
  zone: Text.optional(),
  row: Text.optional(),
  /** So many tickets together: as many as the listing has, or one of its `splits`. */
  quantity: z.int().positive().optional(),
});
export type ListingFilter = z.infer<typeof ListingFilter>;

const PriceLine = ListingFilter.extend({ price: Minor, currency: Currency });
const CountLine = ListingFilter.extend({ count: z.int().nonnegative() });

export const Direction = z.enum(['up', 'down']);
export type Direction = z.infer<typeof Direction>;

/** Against any complete look of the last `withinSeconds`; both ways where no direction is told. */
const Move = ListingFilter.extend({ direction: Direction.optional(), withinSeconds: Seconds });
const PriceMove = Move.extend({ percent: Percent.optional(), amount: Minor.positive().optional(), currency: Currency.optional() });
const CountMove = Move.extend({ percent: Percent.optional(), count: z.int().positive().optional() });

/** Lower, or higher, than every complete look of the last `withinSeconds`. */
const Extreme = ListingFilter.extend({ withinSeconds: Seconds, currency: Currency.optional() });

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:30');
export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

const kind = <Kind extends string>(name: Kind) => ({ kind: z.literal(name) });

/** One thing that a look can prove or disprove. */
export const SimpleCondition = z
  .discriminatedUnion('kind', [
    PriceLine.extend(kind('get-in-below')),
    PriceLine.extend(kind('get-in-above')),
    PriceLine.extend(kind('median-below')),
    PriceLine.extend(kind('median-above')),
    PriceMove.extend(kind('get-in-moves')),
    PriceMove.extend(kind('median-moves')),
    Extreme.extend(kind('get-in-low')),
    Extreme.extend(kind('get-in-high')),
    CountLine.extend(kind('listings-below')),
    CountLine.extend(kind('listings-above')),
    CountLine.extend(kind('tickets-below')),
    CountLine.extend(kind('tickets-above')),
    CountMove.extend(kind('listings-moves')),
    CountMove.extend(kind('tickets-moves')),
    /** A listing appeared that was not there before, at `priceAtMost` or less where that is told. */
    ListingFilter.extend({ ...kind('new-listing'), priceAtMost: Minor.optional(), currency: Currency.optional() }),
    /** A listing went out of the book: bought, withdrawn and hidden look the same from outside. */
    ListingFilter.extend({ ...kind('listing-gone'), listingId: Text.optional() }),
    /** A listing that was gone for at most `withinSeconds` is there again. */
    ListingFilter.extend({ ...kind('listing-back'), listingId: Text.optional(), withinSeconds: Seconds }),
    /** An appointment is free that begins in this window; dates and times are inclusive. */
    z.object({
      ...kind('slot-available'),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      timeFrom: TimeOfDay.optional(),
      timeTo: TimeOfDay.optional(),
      weekdays: z.array(Weekday).min(1).optional(),
      /** IANA name of the office's zone, in which its dates and times are meant; UTC where it is not told. */
      timeZone: z.string().min(1).optional(),
    }),
    /** Nothing appeared, changed or was gone for so long, without a gap in sight. */
    z.object({ ...kind('market-quiet'), withinSeconds: Seconds }),
    /** The measure is far from what its own looks of the last `withinSeconds` make usual. */
    ListingFilter.extend({ ...kind('market-unusual'), measure: Measure, withinSeconds: Seconds, currency: Currency.optional() }),
    /** Nothing could be seen for so long. */
    z.object({ ...kind('blind'), withinSeconds: Seconds }),
  ])
  .meta({ id: 'SimpleCondition' });
export type SimpleCondition = z.infer<typeof SimpleCondition>;

/** Conditions joined in one group, at most. */
const mostJoined = 8;

/** All of them at once. */
const All = z.object({ ...kind('all'), conditions: z.array(SimpleCondition).min(2).max(mostJoined) });

/** What a person wants to be told: one thing, all of several, or any of such. */
export const Condition = z.union([
  SimpleCondition,
  All,
  z.object({
    ...kind('any'),
    conditions: z
      .array(z.union([SimpleCondition, All]))
      .min(2)
      .max(mostJoined),
  }),
]);
export type Condition = z.infer<typeof Condition>;

/** The simple conditions of `condition`, in the order they are written. */
export const leavesOf = (condition: Condition): SimpleCondition[] =>
  condition.kind === 'any' || condition.kind === 'all' ? condition.conditions.flatMap(leavesOf) : [condition];
