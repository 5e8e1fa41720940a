import { AppError } from '@tickettape/errors';
import { connectTape, type Tape } from '@tickettape/jetstream';
import type { Terminal } from '../terminal.js';
import { accessTo } from './nats-access.js';
import { resolveAddresses } from './addresses.js';
import { findRunningSystem } from './find-running-system.js';

/** Works on the tape at NATS_URL, else on that of the system that runs on this machine. Throws NOT_RUNNING, NATS_UNAVAILABLE. */
export const withTape = async <Result>(command: string, { env }: Terminal, work: (tape: Tape) => Promise<Result>): Promise<Result> => {
  const { natsUrl } = resolveAddresses({}, env, await findRunningSystem(env));
  if (natsUrl === null) throw new AppError('NOT_RUNNING', { fix: 'Set NATS_URL, or start a system on this machine with `npm start`' });
  const tape = await connectTape({ ...accessTo(natsUrl, env), name: `tape ${command}`, waitForServer: false });
  try {
    return await work(tape);
  } finally {
    await tape.nc.close();
  }
};
