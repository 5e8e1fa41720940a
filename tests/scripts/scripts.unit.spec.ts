import { describe, expect, it } from 'vitest';

/** The scripts are plain JavaScript without types, because they run before anything is installed. */
const script = (name: string) => import(new URL(`../../scripts/${name}`, import.meta.url).href);
const { isInstalled } = await script('install.mjs');
const { isAtLeast } = await script('paths.mjs');
const { summaryOf } = await script('summary.mjs');

describe('the installation', () => {
  const lock = {
    '': { version: '0.1.0' },
    'libs/book': { version: '0.1.0' },
    'node_modules/@tickettape/book': { resolved: 'libs/book', link: true },
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/tool-darwin-arm64': { version: '1.0.0', optional: true },
  };
  const { '': _root, 'node_modules/tool-darwin-arm64': _foreign, ...installed } = lock;

  it('is complete without the packages for other platforms', () => expect(isInstalled(lock, installed)).toBe(true));

  it.each([
    ['a package is missing', { ...installed, 'node_modules/pg': undefined }],
    ['a package has another version', { ...installed, 'node_modules/pg': { version: '8.0.0' } }],
    ['a library of the workspace is not linked', { ...installed, 'node_modules/@tickettape/book': { version: '0.1.0' } }],
    ['nothing is there', {}],
  ])('is not when %s', (_, without) => expect(isInstalled(lock, without)).toBe(false));
});

describe('the Node that runs the services', () => {
  it.each(['24.11.1', '24.21.0', '25.0.0'])('may be %s', (version) => expect(isAtLeast(version, [24, 11, 1])).toBe(true));
  it.each(['20.20.2', '24.11.0', '24.9.9'])('may not be %s', (version) => expect(isAtLeast(version, [24, 11, 1])).toBe(false));
});

describe('the last line of the CI run', () => {
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  const broken = { status: 'failed', assertionResults: [] };

  it('counts tests', () => {
    expect(summaryOf({ numPassedTests: 12, numFailedTests: 1, testResults: [passed, failed] })).toBe('12 passed, 1 failed');
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(summaryOf({ numPassedTests: 1, numFailedTests: 0, testResults: [passed, broken] })).toBe('1 passed, 1 failed');
  });
});
