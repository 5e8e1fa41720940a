import type { JsMsg } from '@nats-io/jetstream';
import { DatabaseError } from 'pg';
import { transactionsInFlight, type Writer } from '../database/writer.js';
import { insertGaps } from '../gaps/gap.js';
import { advancePosition } from './position.js';
import type { Projection, Recorded } from './projection.js';
import { gapOf, type Incoming, storedAt } from './read-message.js';

/** Copies a message that cannot become rows to DEAD; resolves once it is stored there. */
export type Bury = (message: JsMsg, reason: string) => Promise<void>;

export type BatchWriterTools<Fact, Known> = {
  projection: Projection<Fact, Known>;
  writer: Writer;
  /** What the rows say up to `position`; kept up to date. */
  known: Map<string, Known>;
  /** Stream sequence of the last message that the rows hold. */
  position: number;
  bury: Bury;
  /** Hears of every transaction, in order. */
  onCommit: (batch: readonly Incoming<Fact>[], startedAtMs: number) => void;
};

type Sent<Fact> = {
  batch: readonly Incoming<Fact>[];
  startedAtMs: number;
  /** How the transaction ended. */
  answer: Promise<void>;
  /** Forgets what was learned of it. */
  undo: () => void;
};

/**
 * Writes batches of one stream: the rows, the gaps and the position in one transaction each. The next one is sent while PostgreSQL works on the one
 * before; it stands on that one's position, so where one fails those behind it fail too.
 */
export class BatchWriter<Fact, Known> {
  private readonly inFlight: Sent<Fact>[] = [];
  /** The end of the oldest one in flight, or of writing again what was refused. */
  private ends: Promise<void> = Promise.resolve();
  private isWritingAgain = false;
  /** Of the last message that was sent. */
  private position: number;

  constructor(private readonly tools: BatchWriterTools<Fact, Known>) {
    this.position = tools.position;
  }

  /**
   * `batch` is what follows the one before, in order. Resolves when it is sent, and throws what an earlier one failed with. A message whose rows the
   * database refuses is buried and leaves a gap.
   */
  async write(batch: readonly Incoming<Fact>[]): Promise<void> {
    await this.buryRejected(batch);
    while (this.inFlight.length >= transactionsInFlight || this.isWritingAgain) await this.ends;
    this.inFlight.push(this.send(batch));
    if (this.inFlight.length === 1) this.follow();
  }

  /** Resolves when everything that was sent is committed; throws what failed. */
  async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.ends;
  }

  private follow(): void {
    this.ends = this.settleFirst();
    this.ends.catch(() => undefined);
  }

  /** Where it throws, the first one stays in flight, and so does the failure: whatever is written or drained afterwards meets it. */
  private async settleFirst(): Promise<void> {
    const first = this.inFlight[0]!;
    try {
      await first.answer;
      this.tools.onCommit(first.batch, first.startedAtMs);
      this.inFlight.shift();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.writeAgain();
    }
    if (this.inFlight.length > 0) this.follow();
  }

  /** One after the other and each alone: the first was refused, and those behind it because it was. */
  private async writeAgain(): Promise<void> {
    this.isWritingAgain = true;
    const all = this.inFlight.slice();
    await Promise.allSettled(all.map(({ answer }) => answer));
    for (const { undo } of all.toReversed()) undo();
    for (const { batch } of all) await this.writeAlone(batch);
    this.inFlight.length = 0;
    this.isWritingAgain = false;
  }

  /** Finds the message that the database does not take by writing one at a time. */
  private async writeAlone(batch: readonly Incoming<Fact>[]): Promise<void> {
    const { answer, startedAtMs, undo } = this.send(batch);
    try {
      await answer;
      this.tools.onCommit(batch, startedAtMs);
    } catch (error) {
      undo();
      if (!isRefusal(error)) throw error;
      if (batch.length > 1) for (const incoming of batch) await this.writeAlone([incoming]);
      else await this.writeGap(batch[0]!, error);
    }
  }

  private async writeGap(refused: Incoming<Fact>, error: DatabaseError): Promise<void> {
    if (!('recorded' in refused)) throw error;
    const gap = { message: refused.message, rejection: { reason: 'message-refused', detail: `${error.code} ${error.message}` } } as const;
    await this.buryRejected([gap]);
    await this.writeAlone([gap]);
  }

  private send(batch: readonly Incoming<Fact>[]): Sent<Fact> {
    const { projection, writer, known } = this.tools;
    const from = this.position;
    const startedAtMs = Date.now();
    const projected = projection.project(batch.flatMap(recordedIn), known);
    const gaps = [...projected.gaps, ...batch.flatMap(gapsIn)];
    const last = batch.at(-1)!.message;
    const answer = writer.transaction([
      advancePosition(projection.name, { from, last: last.seq, lastTime: storedAt(last) }),
      ...projected.statements,
      ...(gaps.length > 0 ? [insertGaps(gaps)] : []),
    ]);
    answer.catch(() => undefined);
    const forget = learn(known, projected.known);
    this.position = last.seq;
    const undo = () => {
      forget();
      this.position = from;
    };
    return { batch, startedAtMs, answer, undo };
  }

  private async buryRejected(batch: readonly Incoming<Fact>[]): Promise<void> {
    for (const incoming of batch)
      if ('rejection' in incoming) await this.tools.bury(incoming.message, `${incoming.rejection.reason}: ${incoming.rejection.detail}`);
  }
}

/** Returns how to forget it. */
const learn = <Known>(known: Map<string, Known>, news: ReadonlyMap<string, Known>): (() => void) => {
  const before = [...news.keys()].map((key) => [key, known.get(key)] as const);
  for (const [key, value] of news) known.set(key, value);
  return () => {
    for (const [key, value] of before)
      if (value === undefined) known.delete(key);
      else known.set(key, value);
  };
};

const recordedIn = <Fact>(incoming: Incoming<Fact>): Recorded<Fact>[] => ('recorded' in incoming ? [incoming.recorded] : []);

const gapsIn = (incoming: Incoming<unknown>) => ('rejection' in incoming ? [gapOf(incoming.message, incoming.rejection)] : []);

/**
 * Errors that the same rows would meet again: data exception, integrity violation, limit exceeded.
 * Ref: https://www.postgresql.org/docs/17/errcodes-appendix.html classes 22, 23 and 54.
 */
const isRefusal = (error: unknown): error is DatabaseError => error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? '');
