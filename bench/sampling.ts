import { randomOf } from '../apps/marketplace/dist/market/random.js';
import type { Bench, Row } from './bench.ts';
import { officeMarkets } from './sampling/office-markets.ts';
import { play, type Market, type Outcome, type Policy } from './sampling/play.ts';
import { adaptive, fixed, poisson } from './sampling/policies.ts';
import { recordedMarkets } from './sampling/recorded-markets.ts';
import { simulatedMarkets } from './sampling/simulated-markets.ts';
import { recordedSeries } from './storage/recorded.ts';

const hourMs = 3_600_000;

type Series = { name: string; seeds: number; meanMs: number; learnEveryMs: number; markets: (seed: number) => Market[] };

/** A single market of a few hours says little in one trial and costs little, so that it is tried more often. */
const [seedsOfMany, seedsOfOne] = [40, 400];

const allSeries: Series[] = [
  { name: 'simulator', seeds: seedsOfMany, meanMs: 4 * hourMs, learnEveryMs: 24 * hourMs, markets: simulatedMarkets },
  { name: 'office', seeds: seedsOfMany, meanMs: hourMs, learnEveryMs: 24 * hourMs, markets: officeMarkets },
  ...(recordedSeries === undefined
    ? []
    : [
        {
          name: 'recorded',
          seeds: seedsOfOne,
          meanMs: hourMs / 3,
          learnEveryMs: hourMs / 2,
          markets: (seed: number) => recordedMarkets(recordedSeries!, seed),
        },
      ]),
];

/** What the same number of requests finds: as the adaptive schedule spends them, at fixed intervals, and at Poisson ones. Paired by seed. */
export const sampling: Bench = async ({ quick, progress }) => {
  const rows: Row[] = [];
  for (const series of allSeries) {
    progress(series.name);
    const trials = Array.from({ length: quick ? series.seeds / 5 : series.seeds }, (_, seed) => trial(series, seed));
    rows.push(...(['fixed', 'poisson'] as const).flatMap((peer) => rowsOf(series.name, peer, trials)));
  }
  const about = `${quick ? 'A fifth of ' : ''}${seedsOfMany} seeds (recorded: ${seedsOfOne}), three schedules with the same number of requests; means of the paired differences with their 95 % confidence.`;
  return { name: 'sampling', about, rows };
};

type Trial = Record<'adaptive' | 'fixed' | 'poisson', Outcome>;

const trial = ({ meanMs, learnEveryMs, markets: marketsOf }: Series, seed: number): Trial => {
  const markets = marketsOf(seed);
  const run = (name: string, policy: Policy) => {
    const chance = randomOf(seed, name);
    return play(markets, policy, { random: () => chance.fraction(), learnEveryMs });
  };
  const spent = run('adaptive', adaptive(meanMs));
  const atEqualBudget = (name: string, policyOf: (meanMs: number) => Policy) => {
    let [ms, outcome] = [meanMs, run(name, policyOf(meanMs))];
    for (let round = 0; round < 6 && outcome.requests !== spent.requests; round += 1) {
      ms *= outcome.requests / spent.requests;
      outcome = run(name, policyOf(ms));
    }
    return outcome;
  };
  return { adaptive: spent, fixed: atEqualBudget('fixed', fixed), poisson: atEqualBudget('poisson', poisson) };
};

const measures = {
  'changes captured per request': ({ captured, requests }: Outcome) => captured / requests,
  'time until a change is seen': ({ waitedMs, changes }: Outcome) => waitedMs / changes,
} as const;

/** Percent by which the adaptive schedule finds more, or lets wait less; positive is better. */
const rowsOf = (series: string, peer: 'fixed' | 'poisson', trials: readonly Trial[]): Row[] => {
  const [more, less] = Object.values(measures).map((measure) =>
    trials.map((each) => 100 * (measure(each.adaptive) / measure(each[peer]) - 1)),
  );
  const requests = trials.map((each) => 100 * (each.adaptive.requests / each[peer].requests - 1));
  const name = (what: string) => `${series}, beside ${peer}: ${what}`;
  return [
    { what: name('requests'), value: mean(requests), unit: '% more', target: null },
    ...interval(name('changes captured per request'), more!, '% more'),
    ...interval(
      name('time until a change is seen'),
      less!.map((value) => -value),
      '% less',
    ),
  ];
};

const interval = (what: string, values: readonly number[], unit: string): Row[] => {
  const half = (1.96 * deviation(values)) / Math.sqrt(values.length);
  return [
    { what, value: mean(values), unit, target: null },
    { what: `${what}, lower end`, value: mean(values) - half, unit, target: 0, atLeast: true },
  ];
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / Math.max(1, values.length - 1));
