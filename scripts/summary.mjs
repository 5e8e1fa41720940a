/** The last line of `.ci/run`, from vitest's JSON report. A file that could not even be loaded counts as one failed test. */
export const summaryOf = ({ numPassedTests, numFailedTests, testResults }) => {
  const unloadable = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
  return `${numPassedTests} passed, ${numFailedTests + unloadable} failed`;
};
