/**
 * Loaded with `node --import @tickettape/telemetry/otel`, before any import of the application.
 * Order matters: the loader hook first, then the SDK, which registers the patches, then the application.
 */
import { register } from 'import-in-the-middle/register-hooks.mjs';
import { basename, resolve } from 'node:path';

// `apps/collector/dist/main.js` is the service `collector`, unless the environment says otherwise.
process.env['OTEL_SERVICE_NAME'] ??= basename(resolve(process.argv[1] ?? '', '../..'));

// Both spellings of a built-in module are hooked by one name; naming both would give two spans for one request.
register({ include: ['pg', 'http', 'https'] });

const { NodeSDK } = await import('@opentelemetry/sdk-node');
const { HttpInstrumentation } = await import('@opentelemetry/instrumentation-http');
const { PgInstrumentation } = await import('@opentelemetry/instrumentation-pg');
const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
const { BatchSpanProcessor, NoopSpanProcessor } = await import('@opentelemetry/sdk-trace');

const quiet = new Set(['/health/live', '/health/ready', '/metrics']);
/** The address of a captcha page is a secret, and a span would hold it. */
const isSecret = (url: string): boolean => url.startsWith('/captcha/');

// Without a collector a no-op processor keeps trace ids in the logs and `traceparent` in the headers; an empty list would not.
const exports = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? process.env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

new NodeSDK({
  spanProcessors: [exports ? new BatchSpanProcessor({ exporter: new OTLPTraceExporter() }) : new NoopSpanProcessor()],
  metricReaders: [],
  logRecordProcessors: [],
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url = '' }) => quiet.has(url) || isSecret(url) }),
    new PgInstrumentation({ requireParentSpan: true }),
  ],
}).start();
