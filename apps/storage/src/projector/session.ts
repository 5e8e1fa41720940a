import type { Consumer, JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import { expectMigrated } from '../database/schema.js';
import { Writer } from '../database/writer.js';
import { insertGaps } from '../gaps/gap.js';
import { BatchWriter, type Bury } from './batch-writer.js';
import { Inbox } from './inbox.js';
import { advancePosition, loadPosition, type Position } from './position.js';
import type { Progress } from './progress.js';
import type { AnyProjection } from './projection.js';
import type { Incoming } from './read-message.js';
import { readStream } from './read-stream.js';
import type { Report } from './report.js';
import { expectSameMessage, expectSameStream } from './stream-identity.js';
import { openConsumer, streamInfo } from './stream.js';
import { haveTablesMoved } from './tables-moved.js';
import { watchStream } from './watch-stream.js';
import { lockName, waitForWriterLock } from './writer-lock.js';

export type SessionTools = {
  databaseUrl: string;
  /** Where the tables are; null for the live ones. */
  schema: string | null;
  js: JetStreamClient;
  jsm: JetStreamManager;
  bury: Bury;
  report: Report;
  /** Messages in one transaction; fewer only to measure what each of them costs. */
  maxBatchMessages?: number;
};

/** Messages in one transaction: a projection far behind pays for one per so many, and one that keeps up never has so many waiting. */
const maxBatchMessages = 500;

/** Keyframes weigh twenty times as much as other looks, so memory is bounded by bytes. */
const maxBatchBytes = 4 * 1024 * 1024;

/** What a message takes of a batch, 1 being a full one. */
const shareOfBatch =
  (messages = maxBatchMessages) =>
  ({ message }: Incoming<unknown>): number =>
    Math.max(1 / messages, message.data.length / maxBatchBytes);

type Attempt = { projection: AnyProjection; tools: SessionTools; progress: Progress; ended: AbortSignal; fail: (error: unknown) => void };

/**
 * One attempt at projecting, from taking the lock to the first failure, which is thrown. Everything it knows is read anew by the next attempt,
 * so nothing has to be put right after a failure. Resolves when `stop` is aborted, with the batch in hand committed, and when the tables have moved.
 */
export const runSession = async (projection: AnyProjection, tools: SessionTools, progress: Progress, stop: AbortSignal): Promise<void> => {
  const failed = new AbortController();
  const fail = (error: unknown) => failed.abort(error);
  const attempt: Attempt = { projection, tools, progress, ended: AbortSignal.any([stop, failed.signal]), fail };

  const writer = await Writer.open(tools.databaseUrl, projection.name, fail, tools.schema);
  await work(attempt, writer).catch(fail);
  await writer.close();
  if (!haveTablesMoved(failed.signal.reason)) failed.signal.throwIfAborted();
};

const work = async (attempt: Attempt, writer: Writer): Promise<void> => {
  const { projection, tools, progress, ended } = attempt;
  await expectMigrated(writer);
  const lock = lockName(tools.schema, projection.name);
  if (await waitForWriterLock(writer, lock, ended, () => progress.enter('standing-by'))) await project(attempt, writer);
};

const project = async ({ projection, tools, progress, ended, fail }: Attempt, writer: Writer): Promise<void> => {
  const consumer = await resume(projection, tools, writer, progress);
  const onCommit = (batch: readonly Incoming<unknown>[], startedAtMs: number) => {
    const last = batch.at(-1)!.message;
    progress.position = last.seq;
    progress.lastSequence = Math.max(progress.lastSequence, last.seq + last.info.pending);
    tools.report.committed(projection, batch, progress, startedAtMs);
  };
  const { bury } = tools;
  const known = await projection.load(writer);
  const batches = new BatchWriter({ projection, writer, known, position: progress.position, bury, onCommit });
  const inbox = new Inbox<Incoming<unknown>>(1, ended, shareOfBatch(tools.maxBatchMessages));
  progress.enter('running');
  await Promise.all([
    readStream(consumer, projection.schema, inbox, ended).catch(fail),
    watchStream(tools, projection, progress, ended).catch(fail),
    writeBatches(batches, inbox).catch(fail),
  ]);
};

/** Each transaction takes whatever has arrived meanwhile: live when live, and fast when behind. */
const writeBatches = async (batches: BatchWriter<unknown, unknown>, inbox: Inbox<Incoming<unknown>>): Promise<void> => {
  while (await inbox.arrived()) {
    await batches.write(inbox.takeAll());
    await Promise.race([inbox.arrived(), batches.drain()]);
  }
  await batches.drain();
};

/** Opens a consumer behind the position, on the stream that the position stands on and no other. */
const resume = async (projection: AnyProjection, { js, jsm }: SessionTools, writer: Writer, progress: Progress): Promise<Consumer> => {
  const { stream } = projection;
  const info = await streamInfo(jsm, stream);
  const stored = await loadPosition(writer, projection, info.created);
  expectSameVersion(projection, stored);
  expectSameStream(stream, info, stored);
  await expectSameMessage(jsm, stream, stored);
  const position = await passExpired(projection, writer, stored, info.state.first_seq);
  const consumer = await openConsumer(js, stream, position + 1);
  // Asked again: a stream that was replaced meanwhile would have given us a consumer of its own.
  expectSameStream(stream, await streamInfo(jsm, stream), stored);
  Object.assign(progress, { position, streamCreated: stored.streamCreated, lastSequence: info.state.last_seq });
  return consumer;
};

/** Messages that the stream dropped before they were applied are a gap; returns the position behind them. */
const passExpired = async (
  { name, stream }: AnyProjection,
  writer: Writer,
  { position }: Position,
  firstSequence: number,
): Promise<number> => {
  const last = firstSequence - 1;
  if (last <= position) return position;
  const detail = `messages ${position + 1} to ${last} were dropped by the stream before they were applied`;
  await writer.transaction([
    advancePosition(name, { from: position, last, lastTime: null }),
    insertGaps([{ stream, position: position + 1, subject: '>', reason: 'messages-expired', detail, at: new Date().toISOString() }]),
  ]);
  return last;
};

/** Rows of two meanings in one table could never be told apart again. Throws PROJECTION_OUTDATED. */
const expectSameVersion = ({ name, version }: AnyProjection, stored: Position): void => {
  if (stored.version === version) return;
  throw new AppError('PROJECTION_OUTDATED', {
    detail: `the rows of ${name} have version ${stored.version}, this program writes ${version}`,
  });
};
