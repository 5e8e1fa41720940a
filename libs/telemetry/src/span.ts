import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Context, type Link, type Span } from '@opentelemetry/api';

const tracer = trace.getTracer('tickettape');

export type SpanSettings = {
  kind?: SpanKind;
  attributes?: Attributes;
  /** Default: what is active. */
  parent?: Context;
  links?: Link[];
  /** Starts a trace of its own whatever is active. */
  root?: boolean;
};

/** Runs `work` inside a span of this name; a failure is recorded on the span and thrown on. */
export const withSpan = <T>(name: string, settings: SpanSettings, work: (span: Span) => Promise<T>): Promise<T> => {
  const { parent = context.active(), ...options } = settings;
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
};

/** A span that began in the past and ends now, for work done for many messages at once. */
export const recordSpan = (name: string, { parent = context.active(), ...options }: SpanSettings & { startTime: number }): void => {
  tracer.startSpan(name, options, parent).end();
};

export { SpanKind };
