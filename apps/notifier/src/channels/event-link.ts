import { parseAppointmentId, type BookKey } from '@tickettape/contracts';

/** Where people act on an event themselves, by source; `{eventId}`, `{serviceId}` and `{officeId}` are filled in. */
export type EventLinks = Readonly<Record<string, string>>;

/** The city's booking page of one service at one office. */
export const usualEventLinks: EventLinks = {
  munich: 'https://stadt.muenchen.de/buergerservice/terminvereinbarung.html#/services/{serviceId}/locations/{officeId}',
};

/** The page of an event; null where nobody said where that is, or where the id does not tell what the address asks for. Nothing is ever booked by us. */
export const eventLinkOf = (links: EventLinks, { source, eventId }: BookKey): string | null => {
  const template = Object.hasOwn(links, source) ? links[source]! : null;
  if (template === null) return null;
  const { serviceId, officeId } = parseAppointmentId(eventId) ?? {};
  const told: Record<string, string | undefined> = { eventId, serviceId: serviceId?.toString(), officeId: officeId?.toString() };
  let isWhole = true;
  const link = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    isWhole &&= told[name] !== undefined;
    return encodeURIComponent(told[name] ?? '');
  });
  return isWhole ? link : null;
};

/** `munich=https://…;stubhub=https://…`; null where it is not that. */
export const parseEventLinks = (text: string): EventLinks | null => {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  const pairs = parts.map((part) => /^\s*([A-Za-z0-9_-]{1,128})=(https?:\/\/\S+)\s*$/.exec(part));
  return pairs.includes(null) ? null : Object.fromEntries(pairs.map((pair) => [pair![1], pair![2]]));
};
