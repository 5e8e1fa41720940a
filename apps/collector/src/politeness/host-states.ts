import { Inject, Injectable } from '@nestjs/common';
import type { KV, KvEntry } from '@nats-io/kv';
import { AppError } from '@tickettape/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { BUDGET_BUCKET, RANDOM } from '../tokens.js';
import { freshHost, HostState } from './host-state.js';

/** Replicas that take turns at the same moment are in each other's way at most this often before one of them gives up. */
const tries = 100;
const longestPauseMs = 20;

type Known = { state: HostState; revision: number };
type Step<Result> = (state: HostState) => { state: HostState; result: Result };
type Waiting = { step: Step<unknown>; resolve: (result: unknown) => void; reject: (error: unknown) => void };

/**
 * The states of the hosts in a bucket that all replicas share and that survives a restart. A change is stored on top of what it was made from, or
 * made again. Changes of this process that come while another one is being stored are stored together.
 */
@Injectable()
export class HostStates {
  /** What this replica knows; a change on top of something older is refused by the bucket. */
  private readonly known = new Map<string, Known>();
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(
    @Inject(BUDGET_BUCKET) private readonly bucket: KV,
    @Inject(RANDOM) private readonly random: () => number,
  ) {}

  async read(host: string): Promise<HostState> {
    return (await this.fetch(host)).state;
  }

  /** Stores what `step` makes of the state of `host`; it is called again where another replica was faster. Throws NATS_UNAVAILABLE. */
  change<Result>(host: string, step: Step<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const change = { step, resolve: resolve as Waiting['resolve'], reject };
      const queue = this.waiting.get(host);
      if (queue) return void queue.push(change);
      this.waiting.set(host, [change]);
      void this.work(host);
    });
  }

  /** Until nobody waits. */
  private async work(host: string): Promise<void> {
    for (let changes = this.taken(host); changes.length > 0; changes = this.taken(host)) {
      try {
        const results = await this.store(host, (state) => inTurn(state, changes));
        for (const [index, { resolve }] of changes.entries()) resolve(results[index]);
      } catch (error) {
        for (const { reject } of changes) reject(error);
      }
    }
    this.waiting.delete(host);
  }

  private taken(host: string): Waiting[] {
    const changes = this.waiting.get(host) ?? [];
    this.waiting.set(host, []);
    return changes;
  }

  private async store<Result>(host: string, step: Step<Result>): Promise<Result> {
    let known = this.known.get(host) ?? (await this.fetch(host));
    for (let attempt = 1; ; attempt += 1) {
      const { state, result } = step(known.state);
      if (state !== known.state) {
        const revision = await this.tryToStore(host, state, known.revision);
        if (revision !== null) return (this.known.set(host, { state, revision }), result);
        if (attempt === tries) throw new AppError('NATS_UNAVAILABLE', { detail: `budget of ${host}: other replicas were always faster` });
        await sleep(this.random() * Math.min(attempt, longestPauseMs));
      }
      const now = await this.fetch(host);
      // What leads to no change counts only if it is true now.
      if (state === known.state && now.revision === known.revision) return result;
      known = now;
    }
  }

  /** The revision stored, or null where another replica was faster, or may have been. */
  private async tryToStore(host: string, state: HostState, revision: number): Promise<number | null> {
    const text = JSON.stringify(state);
    try {
      return revision === 0 ? await this.bucket.create(keyOf(host), text) : await this.bucket.update(keyOf(host), text, revision);
    } catch {
      return null;
    }
  }

  private async fetch(host: string): Promise<Known> {
    try {
      const known = knownOf(await this.bucket.get(keyOf(host)));
      this.known.set(host, known);
      return known;
    } catch (cause) {
      throw new AppError('NATS_UNAVAILABLE', { cause, detail: `budget of ${host}` });
    }
  }
}

/** One change on top of the other. */
const inTurn = (before: HostState, changes: readonly Waiting[]): { state: HostState; result: unknown[] } => {
  let state = before;
  const result = changes.map(({ step }) => {
    const changed = step(state);
    state = changed.state;
    return changed.result;
  });
  return { state, result };
};

/** A key holds no colon. */
const keyOf = (host: string): string => host.replaceAll(/[^-/_=.a-zA-Z0-9]/g, '/');

const knownOf = (entry: KvEntry | null): Known =>
  entry?.operation === 'PUT' ? { state: HostState.parse(entry.json()), revision: entry.revision } : { state: freshHost, revision: 0 };
