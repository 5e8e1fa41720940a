import { Inject, Injectable } from '@nestjs/common';
import type { KV, KvEntry } from '@nats-io/kv';
import { AppError } from '@tickettape/errors';
import { metrics } from '@tickettape/telemetry';
import { SOURCE_BUCKET } from '../tokens.js';
import { SourceState, unknownState } from './source-state.js';

const tries = 5;

/** The states of the sources in a bucket that all replicas share and that survives a restart. */
@Injectable()
export class SourceStates {
  constructor(@Inject(SOURCE_BUCKET) private readonly bucket: KV) {}

  async read(source: string): Promise<SourceState> {
    return shown(source, stateOf(await this.entry(source)));
  }

  /** Stores what `change` makes of the state, on top of whatever another replica has just written. Throws NATS_UNAVAILABLE. */
  async change(source: string, change: (state: SourceState) => SourceState): Promise<SourceState> {
    for (let attempt = 1; ; attempt += 1) {
      const entry = await this.entry(source);
      const before = stateOf(entry);
      const after = shown(source, change(before));
      if (after === before) return after;
      try {
        await this.store(source, after, entry);
        return after;
      } catch (cause) {
        if (attempt === tries) throw new AppError('NATS_UNAVAILABLE', { cause, detail: `state of ${source}` });
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

/** The gauge follows whoever reads or changes the state. */
const shown = (source: string, state: SourceState): SourceState => {
  metrics.sources_paused.set({ source }, state.paused ? 1 : 0);
  return state;
};

const stateOf = (entry: KvEntry | null): SourceState => (entry?.operation === 'PUT' ? SourceState.parse(entry.json()) : unknownState);
