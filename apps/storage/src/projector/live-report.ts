import { context } from '@opentelemetry/api';
import { tapeHeaders } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { extractTrace } from '@tickettape/jetstream';
import { attributes, metrics, recordSpan, SpanKind, spanNames } from '@tickettape/telemetry';
import type { Progress } from './progress.js';
import type { AnyProjection } from './projection.js';
import type { Incoming } from './read-message.js';
import type { Report } from './report.js';

/** What is told of the live tables. Every message that was committed gets a span in the trace that began with its sweep or its sheet row. */
export const liveReport: Report = {
  committed: (projection, batch, progress, startedAtMs) => reportCommit(projection, batch, progress, startedAtMs),
  lag: ({ name }, { lag }) => metrics.projection_lag_messages.set({ projection: name }, lag),
  state: ({ name }, { state, error }) => {
    metrics.projection_running.set({ projection: name }, state === 'running' ? 1 : 0);
    reportFailure(name, error);
  },
};

const failingCodes = new Map<string, string>();

/** One code at a time: what it failed with before is told as 0, so that an alert on it ends. */
const reportFailure = (projection: string, error: Error | null): void => {
  const before = failingCodes.get(projection);
  if (before !== undefined) metrics.projection_failing.set({ projection, code: before }, 0);
  if (error === null) return;
  const code = error instanceof AppError ? error.code : 'BUG';
  failingCodes.set(projection, code);
  metrics.projection_failing.set({ projection, code }, 1);
};

const reportCommit = (
  { name, stream }: AnyProjection,
  batch: readonly Incoming<unknown>[],
  { position, lag }: Progress,
  startedAtMs: number,
): void => {
  const projection = { projection: name };
  metrics.projection_position.set(projection, position);
  metrics.projection_lag_messages.set(projection, lag);
  metrics.projection_batch_messages.observe(projection, batch.length);
  metrics.projection_commit_seconds.observe(projection, (Date.now() - startedAtMs) / 1000);
  for (const incoming of batch) {
    metrics.projection_messages_total.inc({ ...projection, type: typeOf(incoming) });
    reportFreshness(name, incoming);
    recordCommit(stream, incoming, startedAtMs);
  }
};

const typeOf = (incoming: Incoming<unknown>): string =>
  'recorded' in incoming ? (incoming.recorded.fact as { type: string }).type : incoming.rejection.reason;

const reportFreshness = (projection: string, incoming: Incoming<unknown>): void => {
  const { headers } = incoming.message;
  if (!('recorded' in incoming) || headers?.has(tapeHeaders.imported)) return;
  const { time } = incoming.recorded.fact as { time: string };
  const ageSeconds = Math.max(0, Date.now() - Date.parse(time)) / 1000;
  context.with(extractTrace(headers), () => metrics.projection_freshness_seconds.observe({ projection }, ageSeconds));
};

const recordCommit = (stream: string, { message }: Incoming<unknown>, startTime: number): void => {
  if (!message.headers?.has('traceparent')) return;
  const told = { [attributes.stream]: stream, [attributes.streamSequence]: message.seq };
  recordSpan(spanNames.commit, { kind: SpanKind.CONSUMER, parent: extractTrace(message.headers), attributes: told, startTime });
};
