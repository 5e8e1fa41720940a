import type { BookFact } from '@tickettape/contracts';
import { play, type Step } from '../tests/honesty/play.ts';
import type { Bench, Row } from './bench.ts';
import { record, withTape } from './storage/recording.ts';
import { openStore } from './storage/store.ts';

/** About hourly, to the end of a market of five days. */
const looks = 110;

type Pair = { event_id: string; gone: string; listing: string; is_likeliest: boolean; rivals: number };

/** How often `relistings` in SQL is right about seats offered again under another id, and how many of those it finds, by the simulator's truth. */
export const relistings: Bench = async ({ quick, progress }) =>
  withTape(async (tape) => {
    const markets = quick ? 8 : 40;
    const truth = new Set<string>();
    let recorded = 0;
    for (let market = 0; market < markets; market += 1) {
      if (market % 8 === 0) progress(`market ${market} of ${markets}`);
      const steps = await play(
        Array.from({ length: looks }, () => null),
        market,
      );
      for (const pair of truePairs(steps)) truth.add(nameOf(String(market), ...pair));
      await record(
        tape,
        steps.map(({ fact }) => sweepOf(fact, String(market))),
      );
      recorded += steps.length;
    }
    const store = await openStore(tape);
    await store.follow(recorded);
    progress('asking');
    const { rows: pairs } = await store.database.pool.query<Pair>(`
      select event_id, gone_listing_id as gone, r.listing_id as listing, is_likeliest, rivals::int
      from books cross join lateral relistings(source, event_id) r`);
    await store.database.drop();
    const likeliest = pairs.filter(({ is_likeliest: is }) => is);
    return {
      name: 'relistings',
      about:
        `${markets} markets of 64 to 120 listings, ${looks} looks each, about hourly. Of the listings that came in place of another whose ` +
        `seats they offer, ${truth.size} were seen both before and after, within a day.`,
      rows: [
        ...rowsOf('likeliest pair', likeliest, truth),
        ...rowsOf(
          'likeliest pair without rivals',
          likeliest.filter(({ rivals }) => rivals === 0),
          truth,
        ),
        ...rowsOf('any pair', pairs, truth),
      ],
    };
  });

const nameOf = (...parts: string[]): string => parts.join(' ');

const sweepOf = (fact: BookFact, eventId: string) => {
  const moved = { ...fact, id: `${eventId}:${fact.id}`, data: { ...fact.data, eventId } } as BookFact;
  return { eventId, observedAt: fact.data.observedAt, snapshot: [], fact: moved };
};

const dayLooks = 24;

/** [gone, relisted as], as far as looks could see both, no more than a day apart. */
const truePairs = (steps: readonly Step[]): [string, string][] => {
  const lastSeen = new Map<string, number>();
  const pairs: [string, string][] = [];
  for (const [turn, { offered }] of steps.entries()) {
    for (const { listingId, relistedFrom } of offered.values()) {
      const isNew = !lastSeen.has(listingId);
      lastSeen.set(listingId, turn);
      const before = relistedFrom === null ? undefined : lastSeen.get(relistedFrom);
      if (isNew && before !== undefined && turn > 0 && turn - before - 1 <= dayLooks) pairs.push([relistedFrom!, listingId]);
    }
  }
  return pairs;
};

const rowsOf = (what: string, said: readonly Pair[], truth: ReadonlySet<string>): Row[] => {
  const right = said.filter(({ event_id: eventId, gone, listing }) => truth.has(nameOf(eventId, gone, listing))).length;
  return [
    { what: `${what}: right (precision, of ${said.length})`, value: (100 * right) / said.length, unit: '%', target: null },
    { what: `${what}: found (recall)`, value: (100 * right) / truth.size, unit: '%', target: null },
  ];
};
