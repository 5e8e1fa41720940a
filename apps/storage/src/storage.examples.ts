import {
  envelope,
  type AlertClosed,
  type AlertOpened,
  type CatalogFact,
  type DeliveryFailed,
  type DeliverySent,
  type EventTracked,
  type EventUntracked,
  type WatchDefined,
  type WatchPaused,
  type WatchRemoved,
  type WatchResumed,
} from '@tickettape/contracts';

const time = '2026-11-21T12:00:00.000Z';
const told = <Type extends string, Data>(type: Type, id: string, data: Data, at = time) =>
  envelope(type, { id: `${type}:${id}`, source: '/tickettape/spec', subject: id, time: at }, data);

const details = (eventId: string) => ({
  source: 'stubhub',
  eventId,
  name: `Event ${eventId}`,
  venue: 'Olympiahalle',
  city: 'München',
  country: 'Germany',
  localDate: '2027-06-01T20:00:00',
  timeZone: 'Europe/Berlin' as string | null,
  startsAt: '2027-06-01T18:00:00.000Z' as string | null,
  intervalSeconds: 3600,
  notes: null,
});

/** The facts of the small streams, as their writers would state them. */
export const tracked = (eventId: string, change: Partial<EventTracked['data']> = {}): EventTracked =>
  told('event.tracked.v1', `${eventId}:${change.revision ?? 1}`, { ...details(eventId), revision: 1, ...change });

export const revised = (eventId: string, revision: number, change: Partial<EventTracked['data']>): CatalogFact =>
  told('event.revised.v1', `${eventId}:${revision}`, { ...details(eventId), revision, ...change }, '2026-11-21T13:00:00.000Z');

export const untracked = (eventId: string, revision: number): EventUntracked =>
  told('event.untracked.v1', `${eventId}:${revision}`, { ...details(eventId), revision, reason: 'removed' }, '2026-11-21T14:00:00.000Z');

export const defined = (watchId: string, revision = 1, price = 9_000): WatchDefined =>
  told('watch.defined.v1', `${watchId}:${revision}`, {
    watchId,
    source: 'stubhub',
    eventId: '1',
    name: 'Cheap seats',
    condition: { kind: 'get-in-below', price, currency: 'USD' },
    channels: ['log', 'webhook'],
    revision,
  });

const turned = (type: 'watch.paused.v1' | 'watch.resumed.v1', watchId: string, revision: number) =>
  told(type, `${watchId}:${revision}`, { ...defined(watchId).data, revision });

export const paused = (watchId: string, revision: number): WatchPaused => turned('watch.paused.v1', watchId, revision) as WatchPaused;
export const resumed = (watchId: string, revision: number): WatchResumed => turned('watch.resumed.v1', watchId, revision) as WatchResumed;

export const removed = (watchId: string, revision: number): WatchRemoved =>
  told('watch.removed.v1', `${watchId}:${revision}`, { watchId, revision });

const episode = { source: 'stubhub', eventId: '1', watchId: 'w1', alertId: 'w1-1', episode: 1 };

export const opened = (): AlertOpened =>
  told('alert.opened.v1', 'w1-1', {
    ...episode,
    name: 'Cheap seats',
    condition: { kind: 'get-in-below', price: 9_000, currency: 'USD' },
    channels: ['log'],
    reason: 'get-in 89.00 USD is below 90.00 USD',
    evidence: {
      before: null,
      after: { getIn: 8_900, currency: 'USD', observedAt: time },
      listings: { listingId: [], section: [], row: [], quantity: [], allInPrice: [], listPrice: [], netProceeds: [], currency: [] },
      look: { sequence: 1, observedAt: time, complete: true, expected: null, received: 3 },
      position: 1,
    },
  });

export const closed = (): AlertClosed => told('alert.closed.v1', 'w1-1', { ...episode, reason: 'get-in 95.00 USD', position: 2 });

const delivery = { ...episode, channel: 'log' as const, deliveryKey: 'w1-1:log', attempts: 1 };
export const sent = (): DeliverySent => told('delivery.sent.v1', 'w1-1:log', delivery);
export const failed = (): DeliveryFailed =>
  told('delivery.failed.v1', 'w1-1:log', { ...delivery, code: 'CHANNEL_UNCONFIGURED', detail: 'no address' });
