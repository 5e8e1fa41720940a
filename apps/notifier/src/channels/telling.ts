import {
  formatMinor,
  listingsOf,
  type AlertOpened,
  type BookKey,
  type Listing,
  type Notice,
  type WatchFinding,
} from '@tickettape/contracts';
import type { Telling } from './message.js';

/** The event as the catalogue tells it. */
export type EventName = { name: string; venue: string; city: string; localDate: string | null };

/** How a person reads times and where: null for the operator, who reads UTC as the tape has it. */
export type Reader = { locale: string; timeZone: string } | null;

/** What one finding says to a person. */
export const tellingOf = (
  notice: Notice,
  finding: WatchFinding,
  event: EventName | null,
  reader: Reader,
  link: string | null = null,
): Telling => ({
  kind: notice.kind,
  severity: notice.severity,
  event: eventLine(notice, event),
  ...contentOf(finding, reader, link),
});

type Content = Pick<Telling, 'title' | 'reason' | 'listings' | 'seen' | 'proof'>;

/** `link` leads to where the person can act themselves; null where nobody knows that. */
const contentOf = (finding: WatchFinding, reader: Reader, link: string | null): Content => {
  switch (finding.type) {
    case 'alert.opened.v1': {
      const { alertId, name, reason, evidence } = finding.data;
      const lines = listingsOf(evidence.listings).map((listing) => listingLine(listing, reader));
      const listings = link === null ? lines : [...lines, link];
      return { title: name, reason, listings, seen: seenLine(evidence.look, reader), proof: explainOf(alertId) };
    }
    case 'alert.closed.v1': {
      const { reason, position, over, watchId, alertId } = finding.data;
      const since = over ? ` since ${at(over.openedAt, reader)}` : '';
      const told = plain(finding.time, position, reader);
      return { ...told, title: over?.name ?? watchId, reason: `it held${since}; over: ${reason}`, proof: explainOf(alertId) };
    }
    case 'watch.blinded.v1': {
      const { name, since, detail, position } = finding.data;
      const reason = `this watch cannot be judged: its source shows nothing since ${at(since, reader)} (${detail})`;
      return { title: name, reason, ...plain(finding.time, position, reader) };
    }
    case 'watch.sighted.v1': {
      const { name, missed, position } = finding.data;
      return { title: name, reason: `its source can be seen again; ${missed}`, ...plain(finding.time, position, reader) };
    }
  }
};

const plain = (time: string, position: number | null, reader: Reader): Pick<Telling, 'listings' | 'seen' | 'proof'> => ({
  listings: [],
  seen: at(time, reader),
  proof: position === null ? null : proofOf(position),
});

/** Shows the alert with all that led to it, judged once more from the tape. */
const explainOf = (alertId: string): string => `npx tape watch explain ${alertId}`;

const proofOf = (position: number): string => `nats stream get BOOKS ${position}`;

/** An instant as this reader writes it, with the zone. */
export const at = (instant: string, reader: Reader): string =>
  reader === null
    ? instant
    : new Intl.DateTimeFormat(reader.locale, { dateStyle: 'medium', timeStyle: 'long', timeZone: reader.timeZone }).format(
        new Date(instant),
      );

export const eventLine = ({ source, eventId }: BookKey, event: EventName | null): string => {
  if (event === null) return `${source}/${eventId}`;
  const where = [event.name, event.venue, event.city].filter(Boolean).join(', ');
  const when = event.localDate === null ? '' : `, ${event.localDate.replace('T', ' ').slice(0, 16)}`;
  return `${where}${when} (${source}/${eventId})`;
};

/** An appointment is a time and a place; anything else is seats and a price. */
const listingLine = (listing: Listing, reader: Reader): string =>
  listing.startsAt === null ? offerLine(listing) : slotLine(listing, reader);

const slotLine = ({ startsAt, durationMinutes, section }: Listing, reader: Reader): string => {
  const [length, place] = [durationMinutes === null ? '' : ` (${durationMinutes} min)`, section === null ? '' : `, ${section}`];
  return `${at(startsAt!, reader)}${length}${place}`;
};

const offerLine = ({ section, row, quantity, allInPrice, currency }: Listing): string => {
  const place = [section === null ? 'section not told' : `section ${section}`, ...(row === null ? [] : [`row ${row}`])].join(', ');
  const tickets = quantity === null ? 'quantity not told' : quantity === 1 ? '1 ticket' : `${quantity} tickets`;
  const price = allInPrice === null || currency === null ? ', price not told' : ` at ${formatMinor(allInPrice, currency)}`;
  return `${place}: ${tickets}${price}`;
};

const seenLine = ({ observedAt, complete, expected, received }: AlertOpened['data']['evidence']['look'], reader: Reader): string => {
  const count = complete || expected === null ? String(received) : `${received} of ${expected}`;
  return `${at(observedAt, reader)} in a ${complete ? 'complete' : 'partial'} look: ${count} ${count === '1' ? 'listing' : 'listings'}`;
};
