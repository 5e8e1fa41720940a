import { z } from 'zod';
import { defineFact } from './fact.js';
import { BookKey } from './token.js';

/** Whose sweeps go first where a host cannot be asked as often as all of them wish. */
export const Priority = z.enum(['high', 'normal', 'low']);
export type Priority = z.infer<typeof Priority>;

/** An event as the sheet tells it. */
export const EventDetails = BookKey.extend({
  name: z.string().min(1),
  venue: z.string(),
  city: z.string(),
  country: z.string(),
  /**
   * Local date and time at the venue, without zone: `2026-12-31T20:00:00`. Of an office it is the moment from which an appointment is of no use any
   * more. null: there is no end.
   */
  localDate: z.iso.datetime({ local: true, offset: false }).nullable(),
  /** IANA zone of the venue; null where it cannot be known for sure. */
  timeZone: z.string().nullable(),
  /** The instant of `localDate` in `timeZone`, UTC; null where the zone is not known. */
  startsAt: z.iso.datetime().nullable(),
  /** Seconds between sweeps asked for in the sheet; null means the collector's default. */
  intervalSeconds: z.int().positive().nullable(),
  /** Absent means `normal`. */
  priority: Priority.optional(),
  notes: z.string().nullable(),
});
export type EventDetails = z.infer<typeof EventDetails>;

/** `revision` counts the facts of one event: 1, 2, 3. */
const Revised = EventDetails.extend({ revision: z.int().positive() });

/** From now on this event is watched. */
export const EventTracked = defineFact('event.tracked.v1', Revised);
export type EventTracked = z.infer<typeof EventTracked>;

/** Something about a watched event changed; all details are the new ones. */
export const EventRevised = defineFact('event.revised.v1', Revised);
export type EventRevised = z.infer<typeof EventRevised>;

/** The event is no longer watched: its row says so, or its row is gone and the removal was confirmed. */
export const EventUntracked = defineFact('event.untracked.v1', Revised.extend({ reason: z.enum(['switched-off', 'removed']) }));
export type EventUntracked = z.infer<typeof EventUntracked>;

export const CatalogFact = z.discriminatedUnion('type', [EventTracked, EventRevised, EventUntracked]);
export type CatalogFact = z.infer<typeof CatalogFact>;

const latestZoneOffsetMs = 12 * 3_600_000;

/** The last instant at which the event can begin, in epoch milliseconds: without a zone, as if it were in the last one (UTC-12). Infinite where there is no end. */
export const startsAtLatestMs = ({ startsAt, localDate }: Pick<EventDetails, 'startsAt' | 'localDate'>): number => {
  if (localDate === null) return Number.POSITIVE_INFINITY;
  return startsAt === null ? Date.parse(`${localDate}Z`) + latestZoneOffsetMs : Date.parse(startsAt);
};
