import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Notes which process runs under `name`, for whoever comes after a launcher that was killed. */
export const notePid = (folder: string, name: string, pid: number): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.pid`), `${pid} ${startTimeOf(pid) ?? ''}\n`);
};

export const forgetPid = (folder: string, name: string): void => rmSync(join(folder, `${name}.pid`), { force: true });

/** Waits for processes a killed launcher left behind, which are on their way out, and kills those that stay. */
export const endLeftovers = async (folder: string, patienceMs = 5_000): Promise<void> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.pid'));
  await Promise.all(
    names.map(async (name) => {
      const leftover = parseNote(readFileSync(join(folder, name), 'utf8'));
      if (leftover) await endProcess(leftover, patienceMs);
      rmSync(join(folder, name), { force: true });
    }),
  );
};

/** Whether a process of this pid runs; one that has ended and waits for its parent to notice does not. Linux only. */
export const isRunning = (pid: number): boolean => startTimeOf(pid) !== null;

type Leftover = { pid: number; startTime: string };

const parseNote = (note: string): Leftover | null => {
  const [, pid, startTime] = /^(\d+) (\d+)\n$/.exec(note) ?? [];
  return pid !== undefined && startTime !== undefined ? { pid: Number(pid), startTime } : null;
};

const endProcess = async ({ pid, startTime }: Leftover, patienceMs: number): Promise<void> => {
  const deadline = performance.now() + patienceMs;
  while (startTimeOf(pid) === startTime) {
    if (performance.now() > deadline) process.kill(pid, 'SIGKILL');
    await delay(50);
  }
};

/** Clock ticks since boot, as Linux tells them: with the pid it names a process for good. null when it is gone, or not Linux. */
const startTimeOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
};
