import { readFileSync } from 'node:fs';
import { root } from './paths.mjs';
import { summaryOf } from './summary.mjs';

/** Without a report the tests did not get as far as running. */
const report = () => {
  try {
    return JSON.parse(readFileSync(`${root}.tickettape/test-report.json`, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
};

console.log(summaryOf(report()));
