import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { BookFact, Columns } from '@tickettape/contracts';
import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { median, type Bench } from './bench.ts';
import { seedMarket, sweepsOf, take, type Sweep } from './storage/market.ts';
import { recordOne, withTape } from './storage/recording.ts';
import { msPerSweep } from './storage/span.ts';
import { live, openStore } from './storage/store.ts';

type Emmett = { append: (stream: string, fact: BookFact) => Promise<unknown>; close: () => Promise<void> };

/** What another event store of the same language takes for a sweep: append and an inline projection, beside our publish and our projection. */
export const peers: Bench = async ({ quick, progress }) =>
  withTape(async (tape) => {
    const [perRound, rounds] = quick ? [150, 3] : [500, 5];
    const market = sweepsOf(seedMarket);
    const [database, ours] = [await freshDatabase(), await openStore(tape)];
    const emmett = await openEmmett(database);
    const opening = take(seedMarket.events, market);
    await times(opening, (sweep) => recordOne(tape, sweep));
    const measured: { emmett: number; publish: number; project: number }[] = [];
    let sequence = opening.length;
    for (let round = 0; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}`);
      const sweeps = take(perRound, market);
      const publish = await times(sweeps, (sweep) => recordOne(tape, sweep));
      const project = msPerSweep(await ours.follow((sequence += perRound), live));
      measured.push({ publish, project, emmett: await times(sweeps, ({ eventId, fact }) => emmett.append(`book-${eventId}`, fact)) });
    }
    await emmett.close();
    await Promise.all([database.drop(), ours.database.drop()]);
    const of = (name: 'emmett' | 'publish' | 'project') => median(measured.map((round) => round[name]));
    return {
      name: 'peers',
      about: `One sweep after the other, about 75 changes each; medians of ${rounds} interleaved rounds of ${perRound}.`,
      rows: [
        { what: 'emmett-postgresql 0.42: append and inline projection of the changes', value: of('emmett'), unit: 'ms', target: null },
        { what: 'ours: publish, acknowledged', value: of('publish'), unit: 'ms', target: null },
        { what: 'ours: one sweep per transaction into all tables', value: of('project'), unit: 'ms', target: null },
        {
          what: 'projection beside emmett',
          value: median(measured.map((each) => each.emmett / each.project)),
          unit: 'x',
          target: 3,
          atLeast: true,
        },
        {
          what: 'publish and projection in a row beside emmett',
          value: median(measured.map(({ emmett: peer, publish, project }) => peer / (publish + project))),
          unit: 'x',
          target: null,
        },
      ],
    };
  });

/** Milliseconds for each, one after the other. */
const times = async (sweeps: readonly Sweep[], work: (sweep: Sweep) => Promise<unknown>): Promise<number> => {
  const startedAtMs = performance.now();
  for (const sweep of sweeps) await work(sweep);
  return (performance.now() - startedAtMs) / sweeps.length;
};

const folder = new URL('peers/', import.meta.url);

/** Its packages are no business of the project, so they are installed here and now. */
const openEmmett = async ({ url, pool }: FreshDatabase): Promise<Emmett> => {
  if (!existsSync(new URL('node_modules', folder)))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
  await pool.query(`
    create table changes (
      event_id text not null, observed_at timestamptz not null, kind text not null, listing_id text not null, section text, "row" text,
      quantity bigint, all_in_price bigint, net_proceeds bigint, currency text
    )`);
  const { openEmmett: open } = (await import(new URL('emmett.js', folder).href)) as {
    openEmmett: (url: string, rowsOf: typeof changesIn) => Promise<Emmett>;
  };
  return open(url, changesIn);
};

/** Parameters of the statement in peers/emmett.js. */
const changesIn = (fact: BookFact): unknown[] => {
  const told = fact.data;
  const parts: [string, Columns][] = [];
  if (fact.type === 'book.changed.v1') parts.push(['appeared', fact.data.appeared], ['changed', fact.data.changed]);
  if (fact.type === 'book.keyframed.v1') parts.push(['shown', fact.data.listings]);
  const gone = fact.type === 'book.changed.v1' ? fact.data.gone : [];
  const column = (name: keyof Columns) => [
    ...parts.flatMap(([, columns]) => (columns[name] as unknown[] | undefined) ?? columns.listingId.map(() => null)),
    ...gone.map((listingId) => (name === 'listingId' ? listingId : null)),
  ];
  const kinds = [...parts.flatMap(([kind, { listingId }]) => listingId.map(() => kind)), ...gone.map(() => 'gone')];
  const names = ['listingId', 'section', 'row', 'quantity', 'allInPrice', 'netProceeds', 'currency'] as const;
  return [told.eventId, told.observedAt, kinds, ...names.map(column)];
};
