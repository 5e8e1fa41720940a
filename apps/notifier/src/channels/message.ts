import { formatMinor, listingsOf, type AlertOpened, type BookKey, type Listing } from '@tickettape/contracts';

/** What a person is told; every channel makes its own text of it. */
export type Message = {
  /** The same for every try of one delivery, so that a receiver can recognise a repetition. */
  key: string;
  title: string;
  /** The event as people name it, or `source/eventId` where the catalogue does not know it. */
  event: string;
  /** The rule and what met it. */
  reason: string;
  /** One line for each listing. */
  listings: readonly string[];
  /** When it was seen and how complete the look was; null in a test message. */
  seen: string | null;
  /** A command that shows the look on the tape; null in a test message. */
  proof: string | null;
  /** For machines; null in a test message. */
  alert: AlertOpened['data'] | null;
};

/** The event as the catalogue tells it. */
export type EventName = { name: string; venue: string; city: string; localDate: string | null };

/** What identifies one delivery: retries have the same key, another channel has another. */
export const deliveryKeyOf = ({ alertId }: { alertId: string }, channel: string): string => `${alertId}:${channel}`;

export const messageOf = (key: string, alert: AlertOpened['data'], event: EventName | null): Message => ({
  key,
  title: alert.name,
  event: eventLine(alert, event),
  reason: alert.reason,
  listings: listingsOf(alert.evidence.listings).map(listingLine),
  seen: seenLine(alert.evidence.look),
  proof: `nats stream get BOOKS ${alert.evidence.position}`,
  alert,
});

export const testMessage = (key: string): Message => ({
  key,
  title: 'tickettape test message',
  event: 'no event',
  reason: 'somebody asked for this message to see whether the channel works',
  listings: [],
  seen: null,
  proof: null,
  alert: null,
});

const eventLine = ({ source, eventId }: BookKey, event: EventName | null): string => {
  if (event === null) return `${source}/${eventId}`;
  const where = [event.name, event.venue, event.city].filter(Boolean).join(', ');
  const when = event.localDate === null ? '' : `, ${event.localDate.replace('T', ' ').slice(0, 16)}`;
  return `${where}${when} (${source}/${eventId})`;
};

const listingLine = ({ section, row, quantity, allInPrice, currency }: Listing): string => {
  const place = [section === null ? 'section not told' : `section ${section}`, ...(row === null ? [] : [`row ${row}`])].join(', ');
  const tickets = quantity === null ? 'quantity not told' : quantity === 1 ? '1 ticket' : `${quantity} tickets`;
  const price = allInPrice === null || currency === null ? ', price not told' : ` at ${formatMinor(allInPrice, currency)}`;
  return `${place}: ${tickets}${price}`;
};

const seenLine = ({ observedAt, complete, expected, received }: AlertOpened['data']['evidence']['look']): string => {
  const count = complete || expected === null ? String(received) : `${received} of ${expected}`;
  return `${observedAt} in a ${complete ? 'complete' : 'partial'} look: ${count} ${count === '1' ? 'listing' : 'listings'}`;
};
