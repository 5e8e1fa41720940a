import { AppError } from '@tickettape/errors';
import { progressTo, type Progress } from '../output/progress.js';
import { storageIsCaughtUp, waitUntilCaughtUp } from '../run/caught-up.js';
import { listenToInterruptions } from '../run/interruption.js';
import { LocalSystem } from '../run/local-system.js';
import { planOf, type MarketChoice } from '../run/plan.js';
import { unlessAborted } from '../run/unless-aborted.js';
import { resolveAddresses, type Addresses, type AddressOptions } from '../services/addresses.js';
import { findRunningSystem } from '../services/find-running-system.js';
import type { ServiceName } from '../services/names.js';
import { Observer } from '../services/observer.js';
import type { Terminal } from '../terminal.js';

export type Workplace = {
  addresses: Addresses;
  progress: Progress;
  /** Whether the services run for this work only. */
  own: boolean;
};

type Work<Result> = (workplace: Workplace) => Promise<Result>;

/**
 * Works with the services that run; where none does, starts those that are needed, and stops them again.
 * Throws NOT_RUNNING where only some of them are known.
 */
export const withServices = async <Result>(
  needed: readonly ServiceName[],
  options: AddressOptions & MarketChoice,
  terminal: Terminal,
  work: Work<Result>,
): Promise<Result> => {
  const progress = progressTo(terminal.stderr);
  const addresses = resolveAddresses(options, terminal.env, await findRunningSystem(terminal.env));
  const missing = needed.filter((name) => addresses.services[name] === null);
  if (missing.length === 0) return work({ addresses, progress, own: false });
  if (missing.length === needed.length) return withOwnServices(needed, options, terminal, progress, work);
  throw new AppError('NOT_RUNNING', { detail: `nobody says where ${missing.join(' and ')} is` });
};

const catchUpMs = 20_000;

/** What was seen shall be in the tables before storage is stopped. */
const waitForStorage = async (system: LocalSystem, signal: AbortSignal, progress: Progress): Promise<void> => {
  await system.stopWriters();
  progress('waiting until storage has handled the whole tape');
  const observer = new Observer(async () => system.whereabouts(), undefined);
  await unlessAborted(signal, waitUntilCaughtUp(observer, storageIsCaughtUp, catchUpMs));
  await observer.close();
};

const withOwnServices = async <Result>(
  needed: readonly ServiceName[],
  options: MarketChoice,
  terminal: Terminal,
  progress: Progress,
  work: Work<Result>,
): Promise<Result> => {
  const plan = planOf(options, terminal, needed);
  const { asked: signal } = listenToInterruptions();
  const system = await LocalSystem.start(plan, { env: terminal.env, progress, onEvent: () => undefined, signal });
  try {
    const { addresses } = system.whereabouts();
    const result = await unlessAborted(signal, work({ addresses, progress, own: true }));
    if (needed.includes('storage')) await waitForStorage(system, signal, progress);
    return result;
  } finally {
    progress('stopping what was started');
    await system.stop();
  }
};
