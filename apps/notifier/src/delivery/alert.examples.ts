import { envelope, type AlertOpened } from '@tickettape/contracts';

let counter = 0;

/** An alert of a watch of its own, seen just now unless told. */
export const anAlertOpened = (told: Partial<AlertOpened['data']> = {}, observedAt = new Date().toISOString()): AlertOpened => {
  const watchId = told.watchId ?? `w${process.pid}x${(counter += 1)}`;
  const about = { id: `alert:${watchId}:1:opened`, source: '/tickettape/notifier', subject: watchId, time: observedAt };
  const data: AlertOpened['data'] = {
    source: 'stubhub',
    eventId: '1',
    watchId,
    alertId: `${watchId}:1`,
    episode: 1,
    name: `watch ${watchId}`,
    condition: { kind: 'get-in-below', price: 9_500, currency: 'USD' },
    channels: ['log'],
    reason: 'get-in 90.00 USD is below 95.00 USD',
    evidence: {
      before: null,
      after: { getIn: 9_000, currency: 'USD', observedAt },
      listings: { listingId: [], section: [], row: [], quantity: [], allInPrice: [], listPrice: [], netProceeds: [], currency: [] },
      look: { sequence: 1, observedAt, complete: true, expected: null, received: 1 },
      position: 1,
    },
    ...told,
  };
  return envelope('alert.opened.v1', about, data);
};
