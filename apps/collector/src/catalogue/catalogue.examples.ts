import { bookName, CatalogFact, envelope, type EventDetails } from '@tickettape/contracts';

/** A fact about a concert far away in time, unless told otherwise. */
export const anEvent = (type: CatalogFact['type'], told: Partial<EventDetails & { revision: number }> = {}): CatalogFact => {
  const data = {
    source: 'stubhub',
    eventId: '42',
    name: 'Copper Finch',
    venue: 'Lakeside Hall',
    city: 'Chicago',
    country: 'United States',
    localDate: '2036-06-01T20:00:00',
    timeZone: 'America/Chicago',
    startsAt: '2036-06-02T01:00:00Z',
    intervalSeconds: null,
    notes: null,
    revision: 1,
    ...(type === 'event.untracked.v1' ? { reason: 'switched-off' } : {}),
    ...told,
  };
  const id = `catalog:${bookName(data)}:${data.revision}`;
  return CatalogFact.parse(
    envelope(type, { id, source: '/tickettape/sheet-sync', subject: bookName(data), time: '2026-11-22T00:00:00Z' }, data),
  );
};
