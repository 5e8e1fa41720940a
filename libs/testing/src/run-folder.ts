import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openTemporaryFolder } from '@tickettape/local-stack';

const name = /^tickettape-test-(\d+)-/;

/** A folder for the files of this test run, which the account PostgreSQL runs as may enter too. */
export const makeRunFolder = async (): Promise<string> => {
  const parent = await openTemporaryFolder();
  await removeAbandoned(parent);
  const folder = await mkdtemp(join(parent, `tickettape-test-${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
};

/** A run that was killed could not tidy up; the next one does. */
const removeAbandoned = async (parent: string): Promise<void> => {
  const abandoned = (await readdir(parent)).filter((entry) => !isRunning(Number(name.exec(entry)?.[1] ?? process.pid)));
  await Promise.all(abandoned.map((entry) => rm(join(parent, entry), { recursive: true, force: true }).catch(() => undefined)));
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is a running one.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
