import { Inject, Injectable } from '@nestjs/common';
import { JetStreamApiError, type JetStreamClient, type JetStreamManager, type JetStreamPublishOptions } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { streamSubjects, type StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { attributes, metrics, SpanKind, spanNames, withSpan } from '@tickettape/telemetry';
import { JS, JSM } from './tokens.js';
import { injectTrace } from './trace-context.js';

export type PublishSettings = {
  /** Stream sequence of the last message we know on this subject, 0 for none: the lock of the aggregate. */
  expectedLastSequence?: number;
  headers?: Readonly<Record<string, string>>;
  /** Keeps the message in the stream until `at`, then moves it to `target`; publishing again to the same subject replaces it. */
  schedule?: { at: Date; target: string };
  /** Default true. A trace that should not go on in whoever handles the message, such as the next sweep, stops here. */
  propagateTrace?: boolean;
};

export type Published = { sequence: number; duplicate: boolean };

const conflictCodes = new Set([10071, 10164]);

/** The stream a subject belongs to. */
const streamOf = (subject: string): StreamName => {
  const first = subject.split('.', 1)[0];
  return (Object.keys(streamSubjects) as StreamName[]).find((name) =>
    streamSubjects[name].some((pattern) => pattern.startsWith(`${first}.`)),
  )!;
};

/** Writes to the tape. Resolves once the stream has stored the message. */
@Injectable()
export class Publisher {
  constructor(
    @Inject(JS) private readonly js: JetStreamClient,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  /**
   * Publishes `body` as JSON; a fact's `id` becomes its `Nats-Msg-Id`, so a retry is the same fact.
   * Throws VERSION_CONFLICT when the subject has moved on, unless its last message is this very fact; MESSAGE_TOO_LARGE; NATS_UNAVAILABLE.
   */
  async publish(subject: string, body: object, settings: PublishSettings = {}): Promise<Published> {
    const stream = streamOf(subject);
    return withSpan(spanNames.publish(stream), { kind: SpanKind.PRODUCER, attributes: { [attributes.stream]: stream } }, async (span) => {
      const published = await this.send(stream, subject, body, settings);
      span.setAttribute(attributes.streamSequence, published.sequence);
      return published;
    });
  }

  private async send(stream: StreamName, subject: string, body: object, settings: PublishSettings): Promise<Published> {
    const id = 'id' in body && typeof body.id === 'string' ? body.id : undefined;
    try {
      const { seq, duplicate } = await this.js.publish(subject, JSON.stringify(body), optionsOf(id, settings));
      metrics.publishes_total.inc({ stream, result: duplicate ? 'duplicate' : 'stored' });
      return { sequence: seq, duplicate };
    } catch (error) {
      if (!isConflict(error)) throw failed(stream, subject, error);
      const stored = await this.storedBefore(stream, subject, id);
      metrics.publishes_total.inc({ stream, result: stored ? 'duplicate' : 'conflict' });
      if (stored === null) throw new AppError('VERSION_CONFLICT', { cause: error, detail: subject });
      return { sequence: stored, duplicate: true };
    }
  }

  /** A retry with a stale expectation is refused even when its id is known (tried on nats-server 2.15.1), so look what is stored. */
  private async storedBefore(stream: StreamName, subject: string, id: string | undefined): Promise<number | null> {
    const last = await this.jsm.streams.getMessage(stream, { last_by_subj: subject });
    return last && id !== undefined && last.header.get('Nats-Msg-Id') === id ? last.seq : null;
  }
}

const optionsOf = (id: string | undefined, { expectedLastSequence, schedule, headers: extra, propagateTrace = true }: PublishSettings) => {
  const carrier = headers();
  for (const [name, value] of Object.entries(extra ?? {})) carrier.set(name, value);
  const options: Partial<JetStreamPublishOptions> = { headers: propagateTrace ? injectTrace(carrier) : carrier };
  if (id !== undefined) options.msgID = id;
  if (expectedLastSequence !== undefined) options.expect = { lastSubjectSequence: expectedLastSequence };
  if (schedule) options.schedule = { specification: schedule.at, target: schedule.target };
  return options;
};

const isConflict = (error: unknown): boolean => error instanceof JetStreamApiError && conflictCodes.has(error.code);

const failed = (stream: StreamName, subject: string, cause: unknown): AppError => {
  metrics.publishes_total.inc({ stream, result: 'failed' });
  const tooLarge = cause instanceof Error && /max_payload|maximum payload/i.test(cause.message);
  return new AppError(tooLarge ? 'MESSAGE_TOO_LARGE' : 'NATS_UNAVAILABLE', { cause, detail: subject });
};
