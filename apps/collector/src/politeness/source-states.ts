import { SourceState } from '@tickettape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { KV, KvEntry } from '@nats-io/kv';
import { AppError } from '@tickettape/errors';
import { metrics } from '@tickettape/telemetry';
import { SOURCE_BUCKET } from '../tokens.js';
import { under, unknownState } from './source-state.js';

const tries = 5;
/** The switch of all sources; no source has a dot in its name. */
const allSources = 'all.sources';

/** The states of the sources in a bucket that all replicas share and that survives a restart. */
@Injectable()
export class SourceStates {
  constructor(@Inject(SOURCE_BUCKET) private readonly bucket: KV) {}

  /** What holds for a source now: its own state, or the pause of all. */
  async read(source: string): Promise<SourceState> {
    const [all, own] = await Promise.all([this.entry(allSources), this.entry(source)]);
    const state = under(stateOf(all), stateOf(own));
    metrics.sources_paused.set({ source }, state.paused ? 1 : 0);
    return state;
  }

  async readAll(): Promise<SourceState> {
    return stateOf(await this.entry(allSources));
  }

  /** Stores what `change` makes of the source's own state, on top of whatever another replica has just written. Throws NATS_UNAVAILABLE. */
  async change(source: string, change: (state: SourceState) => SourceState): Promise<SourceState> {
    await this.changeKey(source, change);
    return this.read(source);
  }

  changeAll(change: (state: SourceState) => SourceState): Promise<SourceState> {
    return this.changeKey(allSources, change);
  }

  private async changeKey(key: string, change: (state: SourceState) => SourceState): Promise<SourceState> {
    for (let attempt = 1; ; attempt += 1) {
      const entry = await this.entry(key);
      const before = stateOf(entry);
      const after = change(before);
      if (after === before) return after;
      try {
        await this.store(key, after, entry);
        return after;
      } catch (cause) {
        if (attempt === tries) throw new AppError('NATS_UNAVAILABLE', { cause, detail: `state of ${key}` });
      }
    }
  }

  /** Only on top of `entry`: another replica that was faster makes it fail. */
  private store(source: string, state: SourceState, entry: KvEntry | null): Promise<number> {
    const text = JSON.stringify(state);
    return entry ? this.bucket.update(source, text, entry.revision) : this.bucket.create(source, text);
  }

  private async entry(source: string): Promise<KvEntry | null> {
    try {
      return await this.bucket.get(source);
    } catch (cause) {
      throw new AppError('NATS_UNAVAILABLE', { cause, detail: `state of ${source}` });
    }
  }
}

const stateOf = (entry: KvEntry | null): SourceState => (entry?.operation === 'PUT' ? SourceState.parse(entry.json()) : unknownState);
