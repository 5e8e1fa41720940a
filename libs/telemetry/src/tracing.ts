import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { defaultResource, detectResources, envDetector, hostDetector } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NoopSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

const quiet = new Set(['/health/live', '/health/ready', '/health/started', '/metrics']);
/** The address of a captcha page is a secret, and a span would hold it. */
const isSecret = (url: string): boolean => url.startsWith('/captcha/');

/** Makes this process trace what it does, as the standard variables `OTEL_…` of `env` say. Once, before the application is loaded. */
export const startTracing = (env: NodeJS.ProcessEnv): void => {
  registerInstrumentations({
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url = '' }) => quiet.has(url) || isSecret(url) }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(
    new TracerProvider({
      resource: defaultResource().merge(detectResources({ detectors: [envDetector, hostDetector] })),
      // A trace is kept or left out where it begins, and whoever continues it does the same.
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(Number(env['OTEL_TRACES_SAMPLER_ARG'] ?? 1)) }),
      spanProcessors: [exporting(env)],
    }),
  );
};

/** Without a receiver a no-op processor keeps trace ids in the logs and `traceparent` in the headers; an empty list would not. */
const exporting = (env: NodeJS.ProcessEnv): SpanProcessor =>
  (env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])
    ? new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: Number(env['OTEL_BSP_SCHEDULE_DELAY'] ?? 5_000) })
    : new NoopSpanProcessor();
