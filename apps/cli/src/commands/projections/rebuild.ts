import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@tickettape/errors';
import { progressTo, type Progress } from '../../output/progress.js';
import { Interrupted, listenToInterruptions } from '../../run/interruption.js';
import { unlessAborted } from '../../run/unless-aborted.js';
import type { AddressOptions } from '../../services/addresses.js';
import type { AdminClient } from '../../services/admin-client.js';
import { storageClient } from '../../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { NotLive, RebuildStatus } from '@tickettape/admin-answers';
import { describeProgress } from './describe.js';

export type RebuildOptions = CommonOptions & AddressOptions & { detach?: boolean };

/** Milliseconds between two lines of progress. */
const everyMs = 1_000;

/** Begins a rebuild, or finds the one there is, and follows it until it is ready. Ctrl-C leaves it to storage. */
export const rebuildProjections = async (options: RebuildOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  const progress = progressTo(terminal.stderr);
  const begun = await begin(storage, progress);
  const rebuild = options.detach ? begun : await follow(storage, begun, progress);
  if (options.json) printJson(terminal, rebuild);
  else
    printText(
      terminal,
      options.detach ? describeProgress(rebuild) : `${describeProgress(rebuild)}; \`tape projections compare\` comes next`,
    );
  return 0;
};

const begin = async (storage: AdminClient, progress: Progress): Promise<RebuildStatus> => {
  try {
    return await storage.post(RebuildStatus, '/admin/rebuild');
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'REBUILD_EXISTS') throw error;
    const rebuild = await current(storage);
    progress(`going on with the rebuild of ${rebuild.startedAt}`);
    return rebuild;
  }
};

const follow = async (storage: AdminClient, begun: RebuildStatus, progress: Progress): Promise<RebuildStatus> => {
  const { asked, release } = listenToInterruptions();
  try {
    return await unlessAborted(asked, untilReady(storage, begun, progress));
  } catch (error) {
    if (error instanceof Interrupted) progress('storage goes on with it; `tape projections list` shows how far it is');
    throw error;
  } finally {
    release();
  }
};

const untilReady = async (storage: AdminClient, begun: RebuildStatus, progress: Progress): Promise<RebuildStatus> => {
  let rebuild = begun;
  for (; rebuild.state !== 'ready'; rebuild = await current(storage)) {
    const { problem } = rebuild;
    progress(problem === null ? describeProgress(rebuild) : `${describeProgress(rebuild)}; ${problem.message} (${problem.fix})`);
    await delay(everyMs);
  }
  return rebuild;
};

/** Throws NOT_FOUND when it was dropped or is live by now. */
const current = async (storage: AdminClient): Promise<RebuildStatus> => {
  const { rebuild } = await storage.get(NotLive, '/admin/rebuild');
  if (rebuild === null) throw new AppError('NOT_FOUND', { detail: 'the rebuild was dropped, or it is live by now' });
  return rebuild;
};
