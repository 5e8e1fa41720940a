import { setTimeout as delay } from 'node:timers/promises';
import type { Tape } from '@tickettape/jetstream';
import { AppError } from '@tickettape/errors';
import type { TapeStream } from '../tape-streams.js';
import { openForImport } from './import-shape.js';
import type { RelocatedMessage } from './relocation.js';
import { storeBatch, storeOne, type StoreResult } from './store-batch.js';

/** Milliseconds before each new try of a batch whose fate is not known or that was refused. */
const retryDelaysMs = [100, 500, 1_000, 2_000, 5_000, 5_000, 5_000] as const;

/** Writes messages to one stream, each exactly at its sequence, whatever is lost on the way. */
export class StreamWriter {
  constructor(
    private readonly tape: Tape,
    private readonly stream: TapeStream,
  ) {}

  /** Resolves when all of `batch` is stored. Throws TAPE_NOT_EMPTY where somebody else writes to the stream, NATS_UNAVAILABLE. */
  async store(batch: readonly RelocatedMessage[]): Promise<void> {
    await this.untilStored(batch, async () => {
      const result = await storeBatch(this.tape.nc, batch);
      if (result.stored || result.why === 'refused') return result;
      for (const message of batch) await this.untilStored([message], () => this.storeSingle(message));
      return { stored: true, lastSequence: batch.at(-1)!.sequence };
    });
  }

  /** An id met again is old news to the server, and a message of the tape all the same. */
  private async storeSingle(message: RelocatedMessage): Promise<StoreResult> {
    const result = await storeOne(this.tape.nc, message, true);
    return !result.stored && result.why === 'duplicate' ? storeOne(this.tape.nc, message, false) : result;
  }

  private async untilStored(batch: readonly RelocatedMessage[], attempt: () => Promise<StoreResult>): Promise<void> {
    let failure: unknown;
    for (const delayMs of retryDelaysMs) {
      try {
        const result = await attempt();
        if (result.stored) return this.expectPlace(batch, result.lastSequence);
        failure = new Error(result.description);
      } catch (error) {
        if (error instanceof AppError) throw error;
        failure = error;
      }
      await delay(delayMs);
      if (await this.isStored(batch)) return;
    }
    throw new AppError('NATS_UNAVAILABLE', { cause: failure, detail: `${this.stream}: ${String(failure)}` });
  }

  /** What became of a batch that nobody confirmed; null where the server cannot be asked either. Makes the stream ready for another try. */
  private async isStored(batch: readonly RelocatedMessage[]): Promise<boolean> {
    const info = await this.tape.jsm.streams.info(this.stream).catch(() => null);
    if (info === null) return false;
    const last = info.state.last_seq;
    if (last === batch.at(-1)!.sequence) return true;
    if (last !== batch[0]!.sequence - 1) throw this.foreignWriter(last);
    await openForImport(this.tape.jsm, info.config).catch(() => undefined);
    return false;
  }

  private expectPlace(batch: readonly RelocatedMessage[], lastSequence: number): void {
    if (lastSequence !== batch.at(-1)!.sequence) throw this.foreignWriter(lastSequence);
  }

  private foreignWriter(lastSequence: number): AppError {
    return new AppError('TAPE_NOT_EMPTY', {
      detail: `somebody else writes to ${this.stream}, which is at ${lastSequence}`,
      fix: 'Stop sheet-sync, collector and notifier, delete the streams, and begin again',
    });
  }
}
