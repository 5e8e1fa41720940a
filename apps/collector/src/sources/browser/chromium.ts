import { AppError } from '@tickettape/errors';
import { accessSync, constants } from 'node:fs';
import type { Browser } from 'playwright-core';

const usualPlaces = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The program of the browser: the one that is named, or the system's. Throws BROWSER_MISSING. */
export const findChromium = (named: string | undefined): string => {
  const program = (named === undefined ? usualPlaces : [named]).find(isProgram);
  if (program === undefined) throw new AppError('BROWSER_MISSING', { detail: named ?? usualPlaces.join(', ') });
  return program;
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Megabytes of JavaScript objects in one page. */
const heapMegabytes = 256;

/**
 * Starts it without a window. It reaches nothing by itself: every name leads nowhere, and what its pages ask for is asked by us. The sandbox is off
 * only where Chromium refuses to start with it, as root.
 */
export const launchChromium = async (executablePath: string, mostPages: number): Promise<Browser> => {
  // A quarter of the start of a collector, which seldom needs it.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 60_000,
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      '--no-first-run',
      `--renderer-process-limit=${mostPages}`,
      `--js-flags=--max-old-space-size=${heapMegabytes}`,
    ],
  });
};
