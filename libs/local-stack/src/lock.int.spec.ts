import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tryLock, waitForLock, type Lock } from './lock.js';

const name = () => `/spec/${Math.random()}`;

describe('a lock', () => {
  it('is held by one at a time and names its holder', async () => {
    const path = name();
    const first = (await tryLock(path)) as Lock;
    expect(await tryLock(path)).toEqual({ heldBy: process.pid });
    await first.release();
    await ((await tryLock(path)) as Lock).release();
  });

  it('goes to the next as soon as it is released', async () => {
    const path = name();
    const first = (await tryLock(path)) as Lock;
    const told: (number | null)[] = [];
    const second = waitForLock(path, (pid) => told.push(pid));
    await first.release();
    await (await second).release();
    expect(told.length).toBeLessThanOrEqual(1);
  });

  it('ends with its holder, even by kill -9', async () => {
    const path = name();
    const holder = await holdElsewhere(path);
    expect(await tryLock(path)).toEqual({ heldBy: holder.pid });
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    await (await waitForLock(path, () => undefined)).release();
  });
});

const holdElsewhere = async (path: string): Promise<ChildProcess> => {
  const module = new URL('../dist/lock.js', import.meta.url).href;
  const script = `await (await import('${module}')).tryLock('${path}'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
};
