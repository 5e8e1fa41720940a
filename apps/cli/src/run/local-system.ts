import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppError } from '@tickettape/errors';
import { rememberedPort, startLocalStack, Supervisor, type LocalStack, type ProcessEvent } from '@tickettape/local-stack';
import type { Progress } from '../output/progress.js';
import { resolveAddresses } from '../services/addresses.js';
import type { ServiceName } from '../services/names.js';
import type { Whereabouts } from '../services/observer.js';
import { removeRunFile, writeRunFile, type RunningSystem } from '../services/run-file.js';
import type { Market } from './market.js';
import { migrate } from './migrate.js';
import { clone, marketplaceProgram, serviceProgram } from './programs.js';
import { serviceEnvironment, type Setup } from './service-environment.js';
import { StartRefusals } from './start-refusals.js';
import { unlessAborted } from './unless-aborted.js';
import { waitForMarketplace, waitForService } from './wait-for-service.js';

export type SystemPlan = {
  market: Market;
  /** Absolute path of a file of further sources; null where there are none. */
  sourcesFile: string | null;
  /** Simulated seconds per real second, where time is simulated. */
  speed: number;
  /** Of the simulator; null leaves it to the simulator. */
  seed: number | null;
  /** Forgets what earlier runs stored. */
  fresh: boolean;
  services: readonly ServiceName[];
};

export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>;
  progress: Progress;
  onEvent: (event: ProcessEvent) => void;
  /** Gives up the start; what was started is stopped. */
  signal: AbortSignal;
};

/** Those who state facts stop first, so that those who follow the tape can catch up. */
const isWriter = (name: ServiceName): boolean => name === 'sheet-sync' || name === 'collector';

/** How long a start that nobody wants any more may take to come to a point where it can be undone; after that the end of our process ends it. */
const abandonMs = 10_000;

const startOrAbandon = async (starting: Promise<LocalStack>, signal: AbortSignal): Promise<LocalStack> => {
  try {
    return await unlessAborted(signal, starting);
  } catch (error) {
    const undone = starting.then((stack) => stack.stop()).catch(() => undefined);
    await Promise.race([undone, delay(abandonMs)]);
    throw error;
  }
};

/** The servers, the simulator and the services of one clone, as child processes on this machine. */
export class LocalSystem {
  readonly dataFolder: string;
  /** Resolves only if a process cannot be kept alive. */
  readonly failure: Promise<AppError>;
  private readonly writers: Supervisor;
  private readonly startedAt = new Date().toISOString();
  private readonly urls: Partial<Record<ServiceName, string>> = {};
  private marketplaceUrl: string | null = null;
  private published = false;

  /**
   * Starts what the plan names and resolves when all of it is ready.
   * Throws what the servers, the migration or the slowest service complain of, and leaves nothing running then.
   */
  static async start(plan: SystemPlan, surroundings: Surroundings): Promise<LocalSystem> {
    const { env, progress, signal } = surroundings;
    const refusals = new StartRefusals();
    let system: LocalSystem | undefined;
    const onEvent = (event: ProcessEvent) => {
      surroundings.onEvent(event);
      refusals.hear(event);
      if (event.type === 'started' || event.type === 'crashed') system?.publish();
    };
    const stack = await startOrAbandon(startLocalStack({ clone, env, fresh: plan.fresh, onStep: progress, onEvent }), signal);
    system = new LocalSystem(plan, stack, onEvent);
    try {
      await unlessAborted(signal, Promise.race([system.orFailure(system.bringUp(progress)), refusals.first]));
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  private constructor(
    private readonly plan: SystemPlan,
    private readonly stack: LocalStack,
    onEvent: (event: ProcessEvent) => void,
  ) {
    this.dataFolder = stack.dataFolder;
    this.writers = new Supervisor({ folder: stack.dataFolder, onEvent });
    this.failure = Promise.race([this.writers.failure, stack.supervisor.failure]);
  }

  describe(): RunningSystem {
    const { natsUrl, databaseUrl, providers, supervisor } = this.stack;
    const processes = [...supervisor.status(), ...this.writers.status()];
    return {
      pid: process.pid,
      startedAt: this.startedAt,
      provider: providers.nats === providers.postgres ? providers.nats : `${providers.nats} and ${providers.postgres}`,
      speed: this.speed,
      natsUrl,
      databaseUrl,
      services: this.urls,
      marketplaceUrl: this.marketplaceUrl,
      processes: Object.fromEntries(processes.map(({ name, pid, crashes }) => [name, { pid, crashes }])),
    };
  }

  whereabouts(): Whereabouts {
    const running = this.describe();
    return { addresses: resolveAddresses({}, {}, running), running };
  }

  /** Stops sheet-sync and collector: no new facts from then on. */
  stopWriters(): Promise<void> {
    return this.writers.stop();
  }

  async stop(): Promise<void> {
    await this.stopWriters();
    removeRunFile(this.dataFolder);
    await this.stack.stop();
  }

  private async bringUp(progress: Progress): Promise<void> {
    progress('migrating the database');
    await migrate(this.stack.databaseUrl);
    const setup = await this.openMarket(progress);
    progress(`starting ${this.plan.services.join(', ')}`);
    await Promise.all(this.plan.services.map((name) => this.startService(name, setup)));
    this.published = true;
    this.publish();
  }

  private async openMarket(progress: Progress): Promise<Setup> {
    const { market, sourcesFile } = this.plan;
    const { natsUrl, databaseUrl } = this.stack;
    const common = { natsUrl, databaseUrl, sourcesFile, speed: this.speed };
    if (market.kind === 'given') return { ...common, sourceUrl: market.sourceUrl, sheet: market.sheet, watches: null };
    progress('starting the marketplace simulator');
    const sourceUrl = (this.marketplaceUrl = await this.startMarketplace());
    const own = { sheet: `${sourceUrl}/sheet.csv`, watches: `${sourceUrl}/watches.csv` };
    return { ...common, sourceUrl, ...(market.sheet === null ? own : { sheet: market.sheet, watches: null }) };
  }

  private async startMarketplace(): Promise<string> {
    const port = await rememberedPort(this.dataFolder, 'marketplace');
    const stateFile = join(this.dataFolder, 'marketplace.json');
    this.stack.supervisor.start(
      marketplaceProgram({
        PORT: String(port),
        SPEED: String(this.plan.speed),
        STATE_FILE: stateFile,
        ...(this.plan.seed !== null && { SEED: String(this.plan.seed) }),
      }),
    );
    const url = `http://127.0.0.1:${port}`;
    await waitForMarketplace(url);
    return url;
  }

  private async startService(name: ServiceName, setup: Setup): Promise<void> {
    const port = await rememberedPort(this.dataFolder, name);
    const supervisor = isWriter(name) ? this.writers : this.stack.supervisor;
    supervisor.start(serviceProgram(name, { ...serviceEnvironment(name, setup), PORT: String(port) }));
    this.urls[name] = `http://127.0.0.1:${port}`;
    await waitForService(name, this.urls[name]);
  }

  /** null where time is real: intervals are never shortened for a source outside this machine. */
  private get speed(): number | null {
    const { market, speed } = this.plan;
    return market.kind === 'given' && !market.onThisMachine ? null : speed;
  }

  private orFailure<Value>(work: Promise<Value>): Promise<Value> {
    return Promise.race([work, this.failure.then((error) => Promise.reject(error))]);
  }

  private publish(): void {
    if (this.published) writeRunFile(this.dataFolder, this.describe());
  }
}
