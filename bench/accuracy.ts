import { addScores, scoreOf, type Score, type Tally } from '../tests/honesty/score.ts';
import { faultKinds } from '../tests/honesty/faults.ts';
import { play } from '../tests/honesty/play.ts';
import { inTheMiddle, mixture, type Script } from '../tests/honesty/script.ts';
import type { Bench, Row } from './bench.ts';

type Statement = 'gone' | 'back' | 'relisted' | 'coverage';
const statements: readonly Statement[] = ['gone', 'back', 'relisted', 'coverage'];

/** How often what the tape says is true, per fault in the middle of a series and for random mixtures, against the simulator's truth. */
export const accuracy: Bench = async ({ quick, progress }) => {
  const seeds = quick ? 5 : 40;
  const rows: Row[] = [];
  for (const kind of faultKinds) {
    progress(kind);
    rows.push(...rowsOf(kind, await scoresOf(seeds, (seed) => inTheMiddle(kind, seed))));
  }
  progress('mixtures');
  const mixed = await scoresOf(quick ? 20 : 200, mixture);
  return {
    name: 'accuracy',
    about: `${seeds} series per fault, ${quick ? 20 : 200} mixtures of eight faults; books of 64 to 120 listings, looked at about hourly.`,
    rows: [...rows, ...rowsOf('mixture', mixed), ...sumsOf(mixed)],
  };
};

const scoresOf = async (seeds: number, scriptOf: (seed: number) => Script) => {
  const scores: Score[] = [];
  for (let seed = 0; seed < seeds; seed += 1) scores.push(scoreOf(await play(scriptOf(seed), seed)));
  return addScores(scores);
};

type Sum = ReturnType<typeof addScores>;

const rowsOf = (what: string, score: Sum): Row[] =>
  statements
    .filter((statement) => score[statement].said > 0)
    .map((statement) => ({
      what: `${what}: ${statement}, right of ${score[statement].said}`,
      value: percent(score[statement]),
      unit: '%',
      ...wanted(statement),
    }));

const percent = ({ said, right }: Tally): number => (right / said) * 100;

/** That seats were relisted is a guess; how many looks may be doubted in vain is a matter of taste. */
const wanted = (statement: Statement): Pick<Row, 'target' | 'atLeast'> =>
  statement === 'gone' || statement === 'back' ? { target: 100, atLeast: true } : { target: null };

const sumsOf = (score: Sum): Row[] => [
  { what: 'mixture: blind looks called complete', value: score.missed, unit: `of ${score.looks} looks`, target: 0 },
  { what: 'mixture: still answers in a row before one is doubted, at most', value: score.longestLate, unit: 'looks', target: 3 },
  { what: 'mixture: honest answers doubted', value: score.needless, unit: `of ${score.looks} looks`, target: null },
];
