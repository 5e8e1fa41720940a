import type { Clock } from '../clock/clock.js';
import { getIn, type Book, type Change, type Listing } from '../market/listing.js';
import type { ScheduledEvent } from '../scenario/events.js';

/** An event as the truth tells it; money in minor units, instants in real time. */
export const eventView = ({ eventId, name, house, announcedAt, startsAt }: ScheduledEvent, clock: Clock, book: Book) => ({
  eventId,
  name,
  venue: house.venue.name,
  city: house.city,
  country: house.country,
  timeZone: house.timeZone,
  currency: house.currency,
  announcedAt: clock.realAt(announcedAt),
  startsAt: clock.realAt(startsAt),
  listings: book.size,
  tickets: [...book.values()].reduce((sum, { quantity }) => sum + quantity, 0),
  getIn: getIn(book.values()),
});

/** In the order of their ids. */
export const bookView = (book: Book): Listing[] => [...book.values()].toSorted((a, b) => Number(a.listingId) - Number(b.listingId));

export const changeView = ({ at, ...change }: Change, clock: Clock) => ({ simulatedSeconds: at, at: clock.realAt(at), ...change });
