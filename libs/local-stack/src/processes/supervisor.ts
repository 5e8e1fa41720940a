import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '@tickettape/errors';
import type { ProcessSpec } from './process-spec.js';
import { decideRestart } from './restart.js';
import { spawnBound } from './spawn.js';

export type ProcessEvent =
  | { type: 'started'; name: string; pid: number }
  | { type: 'line'; name: string; text: string }
  | { type: 'crashed'; name: string; how: string; restartInMs: number }
  | { type: 'gave up'; name: string; how: string; lastLines: readonly string[] };

export type SupervisorOptions = {
  /** Gets one `<name>.log` per process, emptied when the supervisor starts it first. */
  logFolder: string;
  onEvent?: (event: ProcessEvent) => void;
};

type Supervised = {
  spec: ProcessSpec;
  log: WriteStream;
  child: ChildProcess | null;
  crashedAtMs: number[];
  lastLines: string[];
  restarting?: NodeJS.Timeout;
};

export type ProcessStatus = { name: string; pid: number | null; crashes: number };

const rememberedLines = 20;

/** Keeps programs running: starts them, collects what they say, restarts what crashes, and stops all in reverse order. */
export class Supervisor {
  private readonly processes: Supervised[] = [];
  private readonly onEvent: (event: ProcessEvent) => void;
  private stopped?: Promise<void>;
  private fail!: (error: AppError) => void;

  /** Settles only if a process keeps crashing: everything is stopped then, and the error says which process and its last words. */
  readonly failure = new Promise<AppError>((resolve) => (this.fail = resolve));

  constructor(private readonly options: SupervisorOptions) {
    mkdirSync(options.logFolder, { recursive: true });
    this.onEvent = options.onEvent ?? (() => undefined);
  }

  start(spec: ProcessSpec): void {
    const log = createWriteStream(join(this.options.logFolder, `${spec.name}.log`), { flags: 'w' });
    const supervised: Supervised = { spec, log, child: null, crashedAtMs: [], lastLines: [] };
    this.processes.push(supervised);
    this.launch(supervised);
  }

  status(): ProcessStatus[] {
    return this.processes.map(({ spec, child, crashedAtMs }) => ({
      name: spec.name,
      pid: child?.pid ?? null,
      crashes: crashedAtMs.length,
    }));
  }

  /** The same promise at every call. */
  stop(): Promise<void> {
    return (this.stopped ??= this.stopAll());
  }

  private launch(supervised: Supervised): void {
    const { spec } = supervised;
    const child = (supervised.child = spawnBound(spec));
    const listen = (stream: NodeJS.ReadableStream | null) =>
      stream && createInterface({ input: stream }).on('line', (text) => this.hear(supervised, text));
    listen(child.stdout);
    listen(child.stderr);
    child.once('spawn', () => this.onEvent({ type: 'started', name: spec.name, pid: child.pid ?? 0 }));
    child.once('error', (error) => this.hear(supervised, error.message));
    // `close` comes after the last line and, unlike `exit`, also when the program could not be started.
    child.once('close', (code, signal) => this.ended(supervised, signal ?? `exit code ${code}`));
  }

  private hear(supervised: Supervised, text: string): void {
    supervised.lastLines = [...supervised.lastLines, text].slice(-rememberedLines);
    supervised.log.write(`${text}\n`);
    this.onEvent({ type: 'line', name: supervised.spec.name, text });
  }

  private ended(supervised: Supervised, how: string): void {
    supervised.child = null;
    if (this.stopped) return;
    supervised.crashedAtMs.push(performance.now());
    const restart = decideRestart(supervised.crashedAtMs);
    if (restart.decision === 'give up') return this.giveUp(supervised, how);
    this.onEvent({ type: 'crashed', name: supervised.spec.name, how, restartInMs: restart.afterMs });
    supervised.restarting = setTimeout(() => this.launch(supervised), restart.afterMs);
  }

  private giveUp({ spec, lastLines }: Supervised, how: string): void {
    this.onEvent({ type: 'gave up', name: spec.name, how, lastLines });
    const detail = `${spec.name} (${how})\n${lastLines.join('\n')}`;
    void this.stop().then(() => this.fail(new AppError('PROCESS_KEEPS_CRASHING', { detail })));
  }

  private async stopAll(): Promise<void> {
    for (const { restarting } of this.processes) clearTimeout(restarting);
    for (const supervised of this.processes.toReversed()) {
      if (supervised.child) await stopChild(supervised.child, supervised.spec);
      supervised.log.end();
    }
  }
}

const stopChild = (child: ChildProcess, { stopSignal, graceMs }: ProcessSpec): Promise<void> =>
  new Promise((resolve) => {
    const impatience = setTimeout(() => killGroup(child), graceMs);
    child.once('close', () => {
      clearTimeout(impatience);
      killGroup(child);
      resolve();
    });
    child.kill(stopSignal);
  });

/** The program and whatever it started in its own group. */
const killGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The usual case: nothing of it is left.
  }
};
