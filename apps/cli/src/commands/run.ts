import { setTimeout as delay } from 'node:timers/promises';
import { rememberingView } from '../dashboard/view-of.js';
import { aborted, Interrupted, listenToInterruptions, type Interruption } from '../run/interruption.js';
import { LocalSystem } from '../run/local-system.js';
import { planOf, type MarketChoice } from '../run/plan.js';
import { chooseScreen, Screen, type UiOption } from '../run/screen.js';
import { formatSummary, type Summary } from '../run/summary.js';
import { takeStock } from '../run/take-stock.js';
import { unlessAborted } from '../run/unless-aborted.js';
import { serviceNames } from '../services/names.js';
import { Observer } from '../services/observer.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type RunOptions = CommonOptions & MarketChoice & { /** Milliseconds. */ for?: number; ui: UiOption; fresh?: boolean };

type Run = { options: RunOptions; terminal: Terminal; screen: Screen; interruption: Interruption };

/** Runs the whole system on this machine until it is asked to end. What is on the tape then is in the tables, and nothing is left running. */
export const run = async (options: RunOptions, terminal: Terminal): Promise<number> => {
  const plan = planOf(options, terminal, serviceNames);
  const screen = new Screen(chooseScreen(options, terminal.stdout.isTTY), terminal);
  const interruption = listenToInterruptions();
  try {
    const { progress, onEvent } = screen;
    const system = await LocalSystem.start(plan, { env: terminal.env, progress, onEvent, signal: interruption.asked });
    const summary = await useSystem(system, { options, terminal, screen, interruption });
    if (options.json) printJson(terminal, summary);
    else printText(terminal, formatSummary(summary));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
  return 0;
};

/** Throws Interrupted where somebody did not want to wait for the summary. */
const useSystem = async (system: LocalSystem, { options, terminal, screen, interruption }: Run): Promise<Summary> => {
  const { progress } = screen;
  const token = terminal.env['ADMIN_TOKEN'];
  const observer = new Observer(async () => system.whereabouts(), token);
  const readyAtMs = performance.now();
  try {
    await untilTheEnd(system, observer, { options, terminal, screen, interruption });
    const durationSeconds = (performance.now() - readyAtMs) / 1000;
    return await unlessAborted(interruption.insisted, takeStock({ system, observer, progress, durationSeconds, token }));
  } finally {
    progress('stopping everything');
    await observer.close();
    await system.stop();
    progress('stopped');
  }
};

/** Until the time is over, a person quits or a signal comes. Throws when a process cannot be kept alive. */
const untilTheEnd = async (system: LocalSystem, observer: Observer, { options, screen, interruption }: Run): Promise<void> => {
  const timer = new AbortController();
  const timeIsOver =
    options.for === undefined ? new Promise<void>(() => undefined) : delay(options.for, undefined, { signal: timer.signal });
  screen.progress(options.for === undefined ? 'ready; Ctrl-C ends it' : `ready; it ends by itself in ${options.for / 1000} s`);
  const quit = screen.open(rememberingView(() => observer.look()));
  try {
    const failure = await Promise.race([system.failure, quit, timeIsOver, aborted(interruption.asked)]);
    if (failure) throw failure;
  } finally {
    timer.abort();
    await screen.close();
  }
};
