import { receiveTraces } from '../tests/system/trace-receiver.ts';
import { median, type Bench } from './bench.ts';
import { openMarket, startFleet, type Market } from './fleet.ts';

const events = 200;

/** What tracing costs: the same collector, flooded, with every span exported and without any, by turns. Metrics are counted in both. */
export const telemetry: Bench = async ({ quick, progress }) => {
  const [market, traces] = [await openMarket(events), await receiveTraces()];
  const off = { OTEL_SDK_DISABLED: 'true' };
  const on = { OTEL_EXPORTER_OTLP_ENDPOINT: traces.url };
  const [without, withTraces]: number[][] = [[], []];
  try {
    for (let round = 1; round <= 5; round += 1) {
      without!.push(await cpuOfSweepMs(market, off, quick ? 4 : 15));
      withTraces!.push(await cpuOfSweepMs(market, on, quick ? 4 : 15));
      progress(`round ${round}: ${without!.at(-1)!.toFixed(2)} and ${withTraces!.at(-1)!.toFixed(2)} ms of CPU for a sweep`);
    }
  } finally {
    await Promise.all([market.stop(), traces.stop()]);
  }
  const [plain, traced] = [median(without!), median(withTraces!)];
  return {
    name: 'telemetry',
    about: 'One collector, flooded; medians of interleaved rounds.',
    rows: [
      { what: 'CPU of a sweep without traces', value: plain, unit: 'ms', target: null },
      { what: 'CPU of a sweep, every span exported', value: traced, unit: 'ms', target: null },
      { what: 'with beside without', value: traced / plain, unit: 'x', target: 1.25 },
      { what: 'spans received', value: traces.spans().length, unit: 'spans', target: null },
    ],
  };
};

const cpuOfSweepMs = async (market: Market, env: NodeJS.ProcessEnv, seconds: number): Promise<number> => {
  await market.tape.jsm.streams.purge('SWEEPS');
  const fleet = await startFleet(market, 1, 1, env);
  try {
    await fleet.during(seconds / 2);
    const { cpuSeconds, sweeps } = await fleet.during(seconds);
    return (cpuSeconds / sweeps) * 1000;
  } finally {
    await fleet.stop();
  }
};
