import { inspect } from 'node:util';
import { spawnService, until, type SpawnedService } from '@tickettape/testing';

export type Replica = 'A' | 'B';
export const replicaNames: readonly Replica[] = ['A', 'B'];

/** State of each projection in a replica. */
export type States = Record<string, string>;

/** The projection whose lock tells which replica is the active one. */
const watched = 'books';

/** Two storage processes that want to write the same tables. */
export class Replicas {
  /** Everything the processes of each replica have printed. */
  readonly logs: Record<Replica, string[]> = { A: [], B: [] };
  /** Ends that nobody asked for. */
  readonly ownEnds: string[] = [];
  /** Starts that were tried again, because a server was away. */
  retriedStarts = 0;
  private readonly running = new Map<Replica, SpawnedService>();
  private readonly env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  async startAll(): Promise<void> {
    await Promise.all(replicaNames.map((name) => this.start(name)));
  }

  /** As whoever supervises it would: a start that fails is tried again. */
  async start(name: Replica): Promise<void> {
    const service = await until(() => this.trySpawn(name), { timeoutMs: 90_000, pauseMs: 200, label: `storage ${name} starts` });
    this.running.set(name, service);
    void service.ended.then((code) => {
      this.logs[name].push(...service.logs(), `-- ended with ${code}`);
      if (this.running.get(name) === service) this.ownEnds.push(`storage ${name} ended by itself with exit code ${code}`);
    });
  }

  /** Ends it without warning. */
  async kill(name: Replica): Promise<void> {
    const service = this.take(name);
    await service?.kill9();
  }

  /** Asks it to finish; gives its exit code. */
  async stop(name: Replica): Promise<number | null> {
    return (await this.take(name)?.stop()) ?? null;
  }

  async killAll(): Promise<void> {
    await Promise.all(replicaNames.map((name) => this.kill(name)));
  }

  signal(name: Replica, signal: 'SIGSTOP' | 'SIGCONT'): void {
    const service = this.running.get(name);
    if (service) process.kill(service.pid, signal);
  }

  /** Empty where it does not answer. */
  async states(name: Replica): Promise<States> {
    const service = this.running.get(name);
    if (!service) return {};
    const answer = await fetch(`${service.url}/admin/projections`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
    if (!answer?.ok) return {};
    const projections = (await answer.json()) as { name: string; state: string }[];
    return Object.fromEntries(projections.map((projection) => [projection.name, projection.state]));
  }

  async isReady(name: Replica): Promise<boolean> {
    const service = this.running.get(name);
    return service !== undefined && (await fetch(`${service.url}/health/ready`)).ok;
  }

  /** The replica that writes `sweeps`. Throws when none does for a minute. */
  active(): Promise<Replica> {
    return until(() => this.findActive(), { timeoutMs: 60_000, label: 'a storage is active' });
  }

  private async findActive(): Promise<Replica | undefined> {
    const states = await Promise.all(replicaNames.map((name) => this.states(name)));
    return replicaNames.find((_, index) => states[index]![watched] === 'running');
  }

  private async trySpawn(name: Replica): Promise<SpawnedService> {
    try {
      return await spawnService('storage', { ...this.env, LOG_LEVEL: 'info' });
    } catch (error) {
      this.retriedStarts += 1;
      this.logs[name].push(inspect(error));
      throw error;
    }
  }

  private take(name: Replica): SpawnedService | undefined {
    const service = this.running.get(name);
    this.running.delete(name);
    return service;
  }
}

export const otherOf = (name: Replica): Replica => (name === 'A' ? 'B' : 'A');
