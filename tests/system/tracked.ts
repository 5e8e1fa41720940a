import { bookName, CatalogFact, envelope, subjects } from '@tickettape/contracts';
import type { Tape } from '@tickettape/jetstream';

type Told = { eventId: string; startsAt: string; intervalSeconds?: number };

/** Puts an event into the catalogue, as sheet-sync would. */
export const trackEvent = async (tape: Tape, { eventId, startsAt, intervalSeconds }: Told): Promise<void> => {
  const key = { source: 'stubhub', eventId };
  const details = { ...key, name: eventId, venue: 'Hall', city: 'Chicago', country: 'USA', notes: null, timeZone: 'UTC', startsAt };
  const data = { ...details, localDate: startsAt.slice(0, 19), intervalSeconds: intervalSeconds ?? null, revision: 1 };
  const head = { id: `catalog:${bookName(key)}:1`, source: '/tickettape/sheet-sync', subject: bookName(key), time: startsAt };
  await tape.js.publish(subjects.catalog(key), JSON.stringify(CatalogFact.parse(envelope('event.tracked.v1', head, data))));
};
