import { parseArgs } from 'node:util';
import { faultKinds } from './faults.js';
import { play } from './play.js';
import { addScores, scoreOf, type Score } from './score.js';
import { alone, inTheMiddle, mixture } from './script.js';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1000' }, json: { type: 'boolean', default: false } } });
const seeds = Number(values.seeds);
if (!Number.isSafeInteger(seeds) || seeds < 1) {
  console.error('npm run test:honesty -- [--seeds N] [--json]');
  process.exit(2);
}

const isHonest = ({ gone, back, missed, longestLate, recovered }: Score): boolean =>
  gone.said === gone.right && back.said === back.right && missed === 0 && longestLate <= 3 && recovered;

const scores: Score[] = [];
const failed: { seed: number; script: string }[] = [];
for (let seed = 0; seed < seeds; seed += 1) {
  const kind = faultKinds[seed % faultKinds.length]!;
  for (const [script, steps] of Object.entries({
    [`${kind} alone`]: alone(kind),
    [`${kind} in the middle`]: inTheMiddle(kind, seed),
    mixture: mixture(seed),
  })) {
    const score = scoreOf(await play(steps, seed));
    scores.push(score);
    if (!isHonest(score)) failed.push({ seed, script });
  }
  if ((seed + 1) % 100 === 0) console.error(`${seed + 1} of ${seeds} seeds`);
}

const sum = addScores(scores);
if (values.json) console.log(JSON.stringify({ seeds, failed, ...sum }));
else {
  console.log(`${sum.series} series, ${sum.looks} looks with faults`);
  console.log(
    `false gone: ${sum.gone.said - sum.gone.right} of ${sum.gone.said}; false back: ${sum.back.said - sum.back.right} of ${sum.back.said}`,
  );
  console.log(
    `blind looks called complete: ${sum.missed}; still answers in a row before a doubt: ${sum.longestLate}; honest answers doubted: ${sum.needless}`,
  );
  for (const { seed, script } of failed) console.log(`failed: seed ${seed}, ${script}`);
}
process.exitCode = failed.length === 0 ? 0 : 1;
