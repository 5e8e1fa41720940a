import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import offerServers from '../servers.js';
import { progressLine, summaryTable } from './report.js';
import { runSuite } from './suite.js';
import { summarise } from './summary.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const countOf = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a number, not ${text}`);
};

const runs = countOf('runs', values.runs);
const seed = values.seed === undefined ? randomInt(1_000_000) : countOf('seed', values.seed);

const stopServers = await offerServers();
try {
  const results = await runSuite({ runs, seed, onRun: (result, index) => console.error(progressLine(result, index, runs)) });
  const summary = summarise(results);
  console.log(values.json ? JSON.stringify(summary) : summaryTable(summary));
  process.exitCode = summary.failed > 0 ? 1 : 0;
} finally {
  await stopServers();
}
process.exit();
