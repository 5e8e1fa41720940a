import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '@tickettape/errors';
import { forgetPid, notePid } from './leftovers.js';
import { LogFile } from './log-file.js';
import type { ProcessSpec } from './process-spec.js';
import { decideRestart } from './restart.js';
import { spawnBound } from './spawn.js';
import { killGroup, stopChild } from './stop-child.js';

export type ProcessEvent =
  | { type: 'started'; name: string; pid: number }
  | { type: 'line'; name: string; text: string }
  | { type: 'crashed'; name: string; how: string; restartInMs: number }
  | { type: 'gave up'; name: string; how: string; lastLines: readonly string[] };

export type SupervisorOptions = {
  /** Gets `logs/<name>.log` and `run/<name>.pid` for each process. */
  folder: string;
  onEvent?: (event: ProcessEvent) => void;
};

/** `pid` is null while it does not run; `crashes` counts since the start. */
export type ProcessStatus = { name: string; pid: number | null; crashes: number };

type Supervised = {
  spec: ProcessSpec;
  log: LogFile;
  child: ChildProcess | null;
  crashedAtMs: number[];
  lastLines: string[];
  restarting?: NodeJS.Timeout;
};

const rememberedLines = 20;

/** Keeps programs running: starts them, collects what they say, restarts what crashes, and stops all in reverse order. */
export class Supervisor {
  private readonly processes: Supervised[] = [];
  private readonly onEvent: (event: ProcessEvent) => void;
  private stopped?: Promise<void>;
  private fail!: (error: AppError) => void;

  /** Resolves only if a process keeps crashing: everything is stopped then, and the error says which process and its last words. */
  readonly failure = new Promise<AppError>((resolve) => (this.fail = resolve));

  constructor(private readonly options: SupervisorOptions) {
    this.onEvent = options.onEvent ?? (() => undefined);
  }

  /** Does nothing once everything is being stopped. */
  start(spec: ProcessSpec): void {
    if (this.stopped) return;
    const logs = join(this.options.folder, 'logs');
    mkdirSync(logs, { recursive: true });
    const log = new LogFile(join(logs, `${spec.name}.log`));
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

  /** Settles when `ready` does, or rejects as soon as a process has crashed for good. */
  async orFailure<Value>(ready: Promise<Value>): Promise<Value> {
    return Promise.race([ready, this.failure.then((error) => Promise.reject(error))]);
  }

  /** The same promise at every call. */
  stop(): Promise<void> {
    return (this.stopped ??= this.stopAll());
  }

  private launch(supervised: Supervised): void {
    const { name } = supervised.spec;
    const child = (supervised.child = spawnBound(supervised.spec));
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (text) => this.hear(supervised, text));
    child.once('spawn', () => {
      notePid(this.runFolder, name, child.pid!);
      this.onEvent({ type: 'started', name, pid: child.pid! });
    });
    child.once('error', (error) => this.hear(supervised, error.message));
    // Helpers it may have left behind would also hold its output open.
    child.once('exit', () => killGroup(child));
    // `close` comes after the last line and, unlike `exit`, also when the program could not be started.
    child.once('close', (code, signal) => this.ended(supervised, signal ?? `exit code ${code}`));
  }

  private hear(supervised: Supervised, text: string): void {
    supervised.lastLines = [...supervised.lastLines, text].slice(-rememberedLines);
    supervised.log.write(text);
    this.onEvent({ type: 'line', name: supervised.spec.name, text });
  }

  private ended(supervised: Supervised, how: string): void {
    supervised.child = null;
    forgetPid(this.runFolder, supervised.spec.name);
    if (this.stopped) return;
    supervised.crashedAtMs.push(performance.now());
    const restart = decideRestart(supervised.crashedAtMs);
    if (restart.decision === 'give up') return this.giveUp(supervised, how);
    this.onEvent({ type: 'crashed', name: supervised.spec.name, how, restartInMs: restart.afterMs });
    supervised.restarting = setTimeout(() => this.launch(supervised), restart.afterMs);
  }

  private giveUp({ spec, lastLines }: Supervised, how: string): void {
    this.onEvent({ type: 'gave up', name: spec.name, how, lastLines });
    const detail = [`${spec.name} (${how})`, ...lastLines].join('\n');
    void this.stop().then(() => this.fail(new AppError('PROCESS_KEEPS_CRASHING', { detail })));
  }

  private async stopAll(): Promise<void> {
    for (const { restarting } of this.processes) clearTimeout(restarting);
    for (const { child, spec, log } of this.processes.toReversed()) {
      if (child) await stopChild(child, spec);
      log.end();
    }
  }

  private get runFolder(): string {
    return join(this.options.folder, 'run');
  }
}
