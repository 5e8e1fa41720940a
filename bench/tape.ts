import { subjects } from '@tickettape/contracts';
import type { Tape } from '@tickettape/jetstream';
import { median, type Bench } from './bench.ts';
import { seedMarket, sweepsOf, take, type Sweep } from './storage/market.ts';
import { withTape } from './storage/recording.ts';

type Body = { subject: string; data: string };

/** What a sweep is on the tape and how fast it goes there, as a delta, as a keyframe, and as the seed would have put it. */
export const tape: Bench = async ({ quick, progress }) =>
  withTape(async (stream) => {
    const rounds = quick ? 3 : 9;
    const market = sweepsOf({ ...seedMarket, events: 4 });
    const sweeps = take(quick ? 80 : 400, market);
    const keyframes = bodiesOf(sweeps.filter(({ fact }) => fact.type === 'book.keyframed.v1'));
    const deltas = bodiesOf(sweeps.filter(({ fact }) => fact.type === 'book.changed.v1'));
    const snapshots = sweeps.slice(0, 20).map(snapshotOf);
    const measured: Record<'oneByOne' | 'windowed' | 'keyframed' | 'snapshots', number>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}`);
      measured.push({
        oneByOne: await publishRate(stream, deltas, 1),
        windowed: await publishRate(stream, deltas, 64),
        keyframed: await publishRate(stream, repeated(keyframes, 200), 64),
        snapshots: await publishRate(stream, repeated(snapshots, 100), 16),
      });
    }
    const rate = (name: keyof (typeof measured)[number]) => median(measured.map((round) => round[name]));
    const [delta, keyframe, snapshot] = [meanBytes(deltas), meanBytes(keyframes), meanBytes(snapshots)];
    return {
      name: 'tape',
      about: `Acknowledged publishes to a file stream with the server's settings of the local stack; medians of ${rounds} interleaved rounds.`,
      rows: [
        { what: 'a sweep as a delta', value: delta / 1_000, unit: 'KB', target: null },
        { what: 'a sweep as a keyframe', value: keyframe / 1_000, unit: 'KB', target: null },
        { what: 'a sweep as JSON objects with the fields of the source', value: snapshot / 1_000, unit: 'KB', target: null },
        { what: 'a delta beside the objects', value: snapshot / delta, unit: 'x smaller', target: 80, atLeast: true },
        { what: 'deltas, one by one', value: rate('oneByOne'), unit: 'sweeps/s', target: null },
        { what: 'deltas, 64 on the way', value: rate('windowed'), unit: 'sweeps/s', target: null },
        { what: 'keyframes, 64 on the way', value: rate('keyframed'), unit: 'sweeps/s', target: null },
        { what: 'objects, 16 on the way', value: rate('snapshots'), unit: 'sweeps/s', target: null },
        { what: 'deltas beside objects', value: median(measured.map((each) => each.windowed / each.snapshots)), unit: 'x', target: null },
      ],
    };
  });

const bodiesOf = (sweeps: readonly Sweep[]): Body[] =>
  sweeps.map(({ fact }) => ({ subject: subjects.book(fact.data), data: JSON.stringify(fact) }));

/** Every listing with the field names of the source, as the seed keeps them. */
const snapshotOf = ({ eventId, observedAt, snapshot }: Sweep): Body => ({
  subject: subjects.book({ source: 'stubhub', eventId }),
  data: JSON.stringify(
    snapshot.map(({ listingId, section, row, quantity, netProceeds, allInPrice, currency }) => ({
      listing_id: listingId,
      event_id: eventId,
      section,
      row,
      available_tickets: quantity,
      seller_net_proceeds: { amt: netProceeds! / 100, disp: `$${netProceeds! / 100}`, currency, dec: 2 },
      seller_all_in_price: { amt: allInPrice! / 100, disp: `$${allInPrice! / 100}`, currency, dec: 2 },
      currency_code: currency,
      timestamp: observedAt,
    })),
  ),
});

const repeated = (bodies: readonly Body[], count: number): Body[] =>
  Array.from({ length: count }, (_, index) => bodies[index % bodies.length]!);

const meanBytes = (bodies: readonly Body[]): number => bodies.reduce((sum, { data }) => sum + data.length, 0) / bodies.length;

/** Messages per second with so many publishes waiting for their acknowledgement. */
const publishRate = async ({ js }: Tape, bodies: readonly Body[], window: number): Promise<number> => {
  const startedAtMs = performance.now();
  for (let first = 0; first < bodies.length; first += window) {
    await Promise.all(bodies.slice(first, first + window).map(({ subject, data }) => js.publish(subject, data)));
  }
  return (1_000 * bodies.length) / (performance.now() - startedAtMs);
};
