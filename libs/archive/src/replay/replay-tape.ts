import { setTimeout as delay } from 'node:timers/promises';
import type { JsMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { streamNames } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { Tape } from '@tickettape/jetstream';
import { actsOnStream, tracesBack } from '../header-rules.js';
import type { OnProgress } from '../progress.js';
import { readSpan, type Span } from '../read-span.js';
import { spanOf, type Part } from './span-of.js';
import { storedAt } from '../stored-at.js';
import { dueMs, type Speed } from './speed.js';
import { replaySubject } from './target.js';
import { defaultTarget } from './default-target.js';

export type ReplaySettings = Part & {
  speed: Speed;
  /** Pattern of subjects that ends in `.>`. @default replay.> */
  target?: string;
  onProgress?: OnProgress;
  /** Ends the replay; what was sent until then is told. */
  signal?: AbortSignal;
};

export type ReplaySummary = {
  fromSequence: number;
  toSequence: number;
  messages: number;
  /** False where it was ended before it came to its end. */
  finished: boolean;
};

/** Messages sent without waiting for the server. */
const flushEvery = 256;

/** Longest wait in one piece; a timer holds no more than 24 days. */
const longestWaitMs = 3_600_000;

/**
 * Sends stored messages again, as plain messages beside the tape: nothing is stored, no service listens, and the tape's own subjects are refused.
 * Where a message comes from is told in the headers the server's own republishing uses: Nats-Stream, Nats-Subject, Nats-Sequence, Nats-Time-Stamp.
 * Throws REQUEST_INVALID, NOT_FOUND, NATS_UNAVAILABLE, STREAM_CHANGED.
 */
export const replayTape = async (tape: Tape, settings: ReplaySettings): Promise<ReplaySummary> => {
  const { target = defaultTarget, signal } = settings;
  const subjectOf = replaySubject(target);
  await expectOffTheTape(tape, target);
  const span = await spanOf(tape.jsm, settings);
  const replay = new Replay(tape, settings, subjectOf, span);
  const finished = await replay.run().then(
    () => true,
    (error: unknown) => {
      if (signal?.aborted) return false;
      throw error;
    },
  );
  return { fromSequence: span.fromSequence, toSequence: span.toSequence, messages: replay.messages, finished };
};

/** Somebody may have told a stream of the tape to store more than we declare. */
const expectOffTheTape = async ({ jsm }: Tape, target: string): Promise<void> => {
  for await (const name of jsm.streams.names(target))
    if (streamNames.some((own) => own === name))
      throw new AppError('REQUEST_INVALID', { detail: `${name} would store what is sent to ${target}` });
};

class Replay {
  messages = 0;
  private start: { storedMs: number; clockMs: number } | undefined;

  constructor(
    private readonly tape: Tape,
    private readonly settings: ReplaySettings,
    private readonly subjectOf: (subject: string) => string,
    private readonly span: Span,
  ) {}

  async run(): Promise<void> {
    const { js, jsm, nc } = this.tape;
    for await (const message of readSpan(js, jsm, this.span, this.settings.signal)) {
      await this.untilDue(message.time.getTime());
      nc.publish(this.subjectOf(message.subject), message.data, { headers: headersOf(this.span.stream, message) });
      this.messages += 1;
      if (this.messages % flushEvery === 0) await nc.flush();
      this.tell(message);
    }
    await nc.flush();
  }

  private async untilDue(storedMs: number): Promise<void> {
    this.start ??= { storedMs, clockMs: performance.now() };
    const atMs = this.start.clockMs + dueMs(this.settings.speed, storedMs - this.start.storedMs);
    for (let restMs = atMs - performance.now(); restMs > 0; restMs = atMs - performance.now())
      await delay(Math.min(restMs, longestWaitMs), undefined, { signal: this.settings.signal });
  }

  private tell({ info }: JsMsg): void {
    const left = Math.min(info.pending, this.span.toSequence - info.streamSequence);
    this.settings.onProgress?.({ step: this.span.stream, messages: this.messages, total: this.messages + Math.max(0, left) });
  }
}

const headersOf = (stream: string, message: JsMsg): MsgHdrs => {
  const { headers: told, subject, seq } = message;
  const carrier = headers();
  for (const [name, values] of told ?? [])
    if (!tracesBack(name) && !actsOnStream(name) && !/^nats-msg-id$/i.test(name)) for (const value of values) carrier.append(name, value);
  const origin = { 'Nats-Stream': stream, 'Nats-Subject': subject, 'Nats-Sequence': String(seq), 'Nats-Time-Stamp': storedAt(message) };
  for (const [name, value] of Object.entries(origin)) carrier.set(name, value);
  return carrier;
};
