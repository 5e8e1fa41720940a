// Prints the last line of .ci/run from vitest's report: `N passed, N failed`.
import { readFileSync } from 'node:fs';
import { root } from './paths.mjs';

/** A file that could not even be loaded counts as one failed test. */
export const summaryOf = ({ numPassedTests, numFailedTests, testResults }) => {
  const unloadable = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  return `${numPassedTests} passed, ${numFailedTests + unloadable} failed`;
};

try {
  console.log(summaryOf(JSON.parse(readFileSync(`${root}.tickettape/test-report.json`, 'utf8'))));
} catch {
  console.log('0 passed, 1 failed');
}
