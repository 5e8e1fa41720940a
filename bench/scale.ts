import type { Bench, Row } from './bench.ts';
import { openMarket, startFleet, type Buckets, type Fleet, type Market, type Usage } from './fleet.ts';
import { runSeedLoop } from './seed-loop.ts';

type Plan = { events: number; replicas: readonly number[]; seconds: number };

const plans = (quick: boolean): Plan[] =>
  quick
    ? [{ events: 200, replicas: [1, 2], seconds: 6 }]
    : [
        { events: 1_000, replicas: [1], seconds: 15 },
        { events: 10_000, replicas: [1, 2, 3], seconds: 15 },
      ];

/** So short an interval asks for more than any fleet here can do, so that it shows what it can. */
const floodSeconds = 1;
/** The part of what a fleet can do that it is asked for when lateness is measured. */
const load = 0.3;

/** Sweeps at the simulator on this machine, with all of it (simulator, NATS, replicas, this bench) on the same cores. */
export const scale: Bench = async ({ quick, progress }) => {
  const rows: Row[] = [];
  for (const plan of plans(quick)) {
    progress(`a market of ${plan.events} events`);
    const market = await openMarket(plan.events);
    try {
      rows.push(...(await rowsOf(plan, market, progress)));
    } finally {
      await market.stop();
    }
  }
  return { name: 'scale', about: 'Simulator, NATS and replicas on the same machine; each replica looks at three events at a time.', rows };
};

const rowsOf = async ({ events, replicas, seconds }: Plan, market: Market, progress: (text: string) => void): Promise<Row[]> => {
  const rows = loopRows(events, await runSeedLoop(market, seconds));
  let rate = 0;
  for (const count of replicas) {
    progress(`${count} replicas, flooded`);
    const usage = await withFleet(market, count, floodSeconds, seconds);
    rate = usage.sweeps / usage.seconds;
    progress(`${Math.round(rate)} sweeps/s`);
    rows.push(...fleetRows(`${events} events, ${count} replicas`, usage, count));
  }
  progress(`lateness at a part of ${Math.round(rate)} sweeps/s`);
  const most = replicas.at(-1)!;
  const calm = await withFleet(market, most, events / (rate * load), seconds, true);
  return [...rows, ...calmRows(`${events} events, ${most} replicas, not flooded`, calm)];
};

const withFleet = async (market: Market, replicas: number, intervalSeconds: number, seconds: number, calm = false): Promise<Usage> => {
  await market.tape.jsm.streams.purge('SWEEPS');
  const fleet = await startFleet(market, replicas, intervalSeconds);
  try {
    await fleet.during(seconds / 2);
    if (calm) await settle(fleet, intervalSeconds);
    return await fleet.during(seconds);
  } finally {
    await fleet.stop();
  }
};

/** Where everything was looked at just now, nothing is due for half an interval. */
const settle = async (fleet: Fleet, intervalSeconds: number): Promise<void> => {
  await fleet.settled();
  await fleet.during(intervalSeconds);
};

const loopRows = (events: number, { sweeps, seconds, cpuSeconds, bytes }: Awaited<ReturnType<typeof runSeedLoop>>): Row[] => [
  { what: `${events} events, loop with whole snapshots: rate`, value: sweeps / seconds, unit: 'sweeps/s', target: null },
  { what: `${events} events, loop with whole snapshots: CPU`, value: (cpuSeconds / sweeps) * 1000, unit: 'ms/sweep', target: null },
  { what: `${events} events, loop with whole snapshots: stored`, value: bytes / sweeps / 1000, unit: 'KB/sweep', target: null },
];

const fleetRows = (what: string, { sweeps, seconds, cpuSeconds, rssBytes }: Usage, replicas: number): Row[] => [
  { what: `${what}: rate`, value: sweeps / seconds, unit: 'sweeps/s', target: null },
  { what: `${what}: CPU of the replicas`, value: (cpuSeconds / sweeps) * 1000, unit: 'ms/sweep', target: null },
  { what: `${what}: memory of a replica`, value: rssBytes / replicas / 1e6, unit: 'MB', target: null },
];

const calmRows = (what: string, { sweeps, seconds, lateness }: Usage): Row[] => [
  { what: `${what}: rate`, value: sweeps / seconds, unit: 'sweeps/s', target: null },
  { what: `${what}: lateness p50`, value: quantile(lateness, 0.5), unit: 's', target: null },
  { what: `${what}: lateness p99`, value: quantile(lateness, 0.99), unit: 's', target: null },
];

/** Interpolated within its bucket. */
const quantile = (buckets: Buckets, share: number): number => {
  const total = buckets.get(Infinity) ?? 0;
  let [lowerBound, lowerCount] = [0, 0];
  for (const [bound, count] of [...buckets].toSorted(([a], [b]) => a - b)) {
    if (count >= share * total)
      return bound === Infinity ? Infinity : lowerBound + ((share * total - lowerCount) / (count - lowerCount)) * (bound - lowerBound);
    [lowerBound, lowerCount] = [bound, count];
  }
  return Number.NaN;
};
