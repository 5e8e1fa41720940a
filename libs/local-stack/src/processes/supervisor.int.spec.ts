import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { isRunning } from './leftovers.js';
import type { ProcessSpec } from './process-spec.js';
import { Supervisor, type ProcessEvent } from './supervisor.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tickettape-supervisor-'));
});
afterAll(() => rm(folder, { recursive: true }));

const shell = (name: string, script: string, more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  name,
  command: 'sh',
  args: ['-c', script],
  stopSignal: 'SIGTERM',
  graceMs: 2_000,
  ...more,
});

const supervise = () => {
  const events: ProcessEvent[] = [];
  const supervisor = new Supervisor({ folder, onEvent: (event) => events.push(event) });
  onTestFinished(() => supervisor.stop());
  const lines = (name: string) => events.flatMap((event) => (event.type === 'line' && event.name === name ? [event.text] : []));
  return { supervisor, events, lines };
};

describe('the supervisor', () => {
  it('passes on every line of both outputs and keeps them in a file', async () => {
    const { supervisor, lines } = supervise();
    supervisor.start(shell('talker', 'echo one; echo two >&2; printf three; exec sleep 60'));
    await vi.waitFor(() => expect(lines('talker').toSorted()).toEqual(['one', 'two']));
    await supervisor.stop();
    // The last line had no end; it is heard when the process ends.
    expect(lines('talker')).toContain('three');
    await vi.waitFor(async () => expect(await readFile(join(folder, 'logs/talker.log'), 'utf8')).toContain('three\n'));
  });

  it('starts again what was killed', async () => {
    const { supervisor, events } = supervise();
    supervisor.start(shell('victim', 'exec sleep 60'));
    const pid = await vi.waitFor(() => supervisor.status()[0]!.pid!);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['started', 'crashed', 'started']), 5_000);
    expect(supervisor.status()).toMatchObject([{ name: 'victim', crashes: 1 }]);
    expect(supervisor.status()[0]!.pid).not.toBe(pid);
  });

  it('stops everything when a process keeps crashing, and says which with its last words', async () => {
    const { supervisor } = supervise();
    supervisor.start(shell('bystander', 'exec sleep 60'));
    supervisor.start(shell('hopeless', 'echo "no such luck"; exit 3'));
    const bystander = await vi.waitFor(() => supervisor.status()[0]!.pid!);
    const failure = await supervisor.failure;
    expect(failure).toMatchObject({ code: 'PROCESS_KEEPS_CRASHING' });
    expect(failure.message).toMatch(/hopeless \(exit code 3\)\n(no such luck\n?)+/);
    expect(isRunning(bystander)).toBe(false);
  });

  it('counts a program that cannot be started as a crash', async () => {
    const { supervisor, events } = supervise();
    supervisor.start(shell('missing', '', { command: '/nonexistent', args: [] }));
    supervisor.start(shell('lost', 'true', { cwd: '/nonexistent' }));
    await vi.waitFor(() => {
      const crashed = events.flatMap((event) => (event.type === 'crashed' ? [event.name] : []));
      expect([...new Set(crashed)].toSorted()).toEqual(['lost', 'missing']);
    });
  });

  it('stops in reverse order', async () => {
    const { supervisor, lines, events } = supervise();
    const patient = 'trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.05; done';
    for (const name of ['server', 'service']) supervisor.start(shell(name, patient));
    await vi.waitFor(() => expect([...lines('server'), ...lines('service')]).toEqual(['up', 'up']));
    await supervisor.stop();
    expect(events.flatMap((event) => (event.type === 'line' && event.text === 'bye' ? [event.name] : []))).toEqual(['service', 'server']);
  });

  it('kills what does not finish in time, with everything it started', async () => {
    const { supervisor, lines } = supervise();
    supervisor.start(shell('stubborn', 'trap "" TERM; sleep 60 & echo $!; wait; wait', { graceMs: 200 }));
    const child = Number(await vi.waitFor(() => lines('stubborn')[0]!));
    const { pid } = supervisor.status()[0]!;
    await supervisor.stop();
    await vi.waitFor(() => expect([isRunning(pid!), isRunning(child)]).toEqual([false, false]));
  });

  it('starts nothing any more once it stops', async () => {
    const { supervisor } = supervise();
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    supervisor.start(shell('late', 'exec sleep 60'));
    expect(supervisor.status()).toEqual([]);
  });
});
