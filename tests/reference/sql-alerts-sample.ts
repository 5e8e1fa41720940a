import { envelope, type AlertOpened, type AlertStreamFact, type Notice } from '@tickettape/contracts';

const at = (dayAndTime: string): string => `2026-11-${dayAndTime}:00.000Z`;
const book = { source: 'stubhub', eventId: '5958508' };
const [ann, bob] = ['r-7k2m9xq4t', 'r-c41vpz8we'];

const about = (subject: string, id: string, time: string) => ({ id, source: '/tickettape/notifier', subject, time: at(time) });

const episode = (number: number) => ({ ...book, watchId: 'cheap-seats', alertId: `cheap-seats:${number}`, episode: number });

const opened = (number: number, time: string, getIn: number): AlertOpened =>
  envelope('alert.opened.v1', about('cheap-seats', `cheap-seats:${number}:opened`, time), {
    ...episode(number),
    name: 'Cheap seats',
    condition: { kind: 'get-in-below', price: 9_500, currency: 'USD' },
    channels: ['log'],
    reason: `get-in ${getIn / 100}.00 USD is below 95.00 USD`,
    evidence: {
      before: null,
      after: { getIn, currency: 'USD', observedAt: at(time) },
      listings: { listingId: [], section: [], row: [], quantity: [], allInPrice: [], listPrice: [], netProceeds: [], currency: [] },
      look: { sequence: 1, observedAt: at(time), complete: true, expected: null, received: 3 },
      position: 1,
    },
  });

const closed = (number: number, time: string): AlertStreamFact =>
  envelope('alert.closed.v1', about('cheap-seats', `cheap-seats:${number}:closed`, time), {
    ...episode(number),
    reason: 'get-in 120.00 USD',
    position: 4,
  });

const noticeOf = (number: number, time: string): Notice => ({
  ...book,
  noticeKey: `cheap-seats:${number}:opened`,
  kind: 'opened',
  watchId: 'cheap-seats',
  alertId: `cheap-seats:${number}`,
  severity: 'normal',
  observedAt: at(time),
});

const delivery = (type: AlertStreamFact['type'], recipient: string, time: string, data: object) =>
  envelope(type, about(recipient, `${type}:${recipient}:${time}`, time), { recipient, ...data }) as AlertStreamFact;

const tells = (recipient: string, number: number, time: string, channels: string[]) => {
  const deliveryKey = `cheap-seats:${number}:opened:${recipient}`;
  const data = { deliveryKey, kind: 'alert', notices: [noticeOf(number, time)], channels, escalatesAt: null };
  return { queued: delivery('delivery.queued.v1', recipient, time, data), deliveryKey };
};

const first = tells(ann, 1, '20T20:05', ['telegram', 'email']);

const blind = {
  ...book,
  channels: ['log' as const],
  watchId: 'cheap-seats',
  name: 'Cheap seats',
  noticeId: 'cheap-seats:blind:1',
  blindness: 1,
};

/** Two alerts of one watch: Ann is told of the first by one of her two channels and has muted the second, Bob waits for his digest; in between the watch is blind. */
export const alertDay: readonly AlertStreamFact[] = [
  opened(1, '20T20:05', 6_000),
  first.queued,
  delivery('delivery.sent.v2', ann, '20T20:06', { deliveryKey: first.deliveryKey, channel: 'telegram', attempts: 1 }),
  delivery('delivery.failed.v2', ann, '20T20:07', {
    deliveryKey: first.deliveryKey,
    channel: 'email',
    attempts: 2,
    code: 'CHANNEL_GONE',
    detail: 'the mailbox does not exist',
  }),
  delivery('delivery.acknowledged.v1', ann, '20T20:09', { deliveryKey: first.deliveryKey, by: 'telegram' }),
  closed(1, '20T23:20'),
  envelope('watch.blinded.v1', about('cheap-seats', 'cheap-seats:blind:1:blinded', '21T02:30'), {
    ...blind,
    since: at('21T02:00'),
    toleranceSeconds: 1_800,
    reason: 'blocked' as const,
    detail: 'the source answered 403',
    lastSeen: null,
    position: 5,
  }),
  envelope('watch.sighted.v1', about('cheap-seats', 'cheap-seats:blind:1:sighted', '21T06:00'), {
    ...blind,
    gap: { from: at('20T23:20'), to: at('21T06:00') },
    before: null,
    after: null,
    missed: 'for 6h40m a get-in below 95.00 USD would not have been seen',
    position: 6,
  }),
  opened(2, '21T06:00', 6_000),
  delivery('delivery.suppressed.v1', ann, '21T06:01', { notice: noticeOf(2, '21T06:00'), reason: 'muted' }),
  delivery('delivery.held.v1', bob, '21T06:01', { notice: noticeOf(2, '21T06:00'), why: 'digest', until: at('21T18:00') }),
];
