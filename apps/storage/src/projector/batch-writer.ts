import type { JsMsg } from '@nats-io/jetstream';
import { DatabaseError } from 'pg';
import type { Writer } from '../database/writer.js';
import { insertGaps } from '../gaps/gap.js';
import { advancePosition } from './position.js';
import type { Projection, Recorded } from './projection.js';
import { gapOf, type Incoming, storedAt } from './read-message.js';

/** Copies a message that cannot become rows to DEAD; resolves once it is stored there. */
export type Bury = (message: JsMsg, reason: string) => Promise<void>;

/** Writes batches of one stream: the rows, the gaps and the position in one transaction each. */
export class BatchWriter<Fact, Known> {
  constructor(
    private readonly projection: Projection<Fact, Known>,
    private readonly writer: Writer,
    private readonly known: Map<string, Known>,
    private readonly bury: Bury,
  ) {}

  /** `batch` is what follows the position, in order. A message whose rows the database refuses is buried; anything else is thrown. */
  async write(batch: readonly Incoming<Fact>[]): Promise<void> {
    await this.buryRejected(batch);
    try {
      await this.commit(batch);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.isolate(batch, error);
    }
  }

  private async commit(batch: readonly Incoming<Fact>[]): Promise<void> {
    const projected = this.projection.project(batch.flatMap(recordedIn), this.known);
    const gaps = [...projected.gaps, ...batch.flatMap(gapsIn)];
    const [first, last] = [batch[0]!.message, batch.at(-1)!.message];
    await this.writer.transaction([
      advancePosition(this.projection.name, { first: first.seq, last: last.seq, lastTime: storedAt(last) }),
      ...projected.statements,
      ...(gaps.length > 0 ? [insertGaps(gaps)] : []),
    ]);
    for (const [key, value] of projected.known) this.known.set(key, value);
  }

  /** Finds the message that the database does not take by writing one at a time. */
  private async isolate(batch: readonly Incoming<Fact>[], error: DatabaseError): Promise<void> {
    if (batch.length > 1) {
      for (const incoming of batch) await this.write([incoming]);
      return;
    }
    const [only] = batch;
    if (!('recorded' in only!)) throw error;
    await this.write([{ message: only.message, rejection: { reason: 'message-refused', detail: `${error.code} ${error.message}` } }]);
  }

  private async buryRejected(batch: readonly Incoming<Fact>[]): Promise<void> {
    for (const incoming of batch)
      if ('rejection' in incoming) await this.bury(incoming.message, `${incoming.rejection.reason}: ${incoming.rejection.detail}`);
  }
}

const recordedIn = <Fact>(incoming: Incoming<Fact>): Recorded<Fact>[] => ('recorded' in incoming ? [incoming.recorded] : []);

const gapsIn = (incoming: Incoming<unknown>) => ('rejection' in incoming ? [gapOf(incoming.message, incoming.rejection)] : []);

/**
 * Errors that the same rows would meet again: data exception, integrity violation, limit exceeded.
 * Ref: https://www.postgresql.org/docs/17/errcodes-appendix.html classes 22, 23 and 54.
 */
const isRefusal = (error: unknown): error is DatabaseError => error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? '');
