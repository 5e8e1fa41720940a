/**
 * Loaded with `node --import @tickettape/telemetry/otel`, before any import of the application.
 * Order matters: the loader hook first, then the SDK, which registers the patches, then the application.
 * The parts of the SDK that are used, and not its NodeSDK, which loads every exporter there is: 0.5 s of CPU and 25 MB in every process.
 */
import { register } from 'import-in-the-middle/register-hooks.mjs';
import { basename, resolve } from 'node:path';

// `apps/collector/dist/main.js` is the service `collector`, unless the environment says otherwise.
process.env['OTEL_SERVICE_NAME'] ??= basename(resolve(process.argv[1] ?? '', '../..'));

if (process.env['OTEL_SDK_DISABLED'] !== 'true') {
  // Both spellings of a built-in module are hooked by one name; naming both would give two spans for one request.
  register({ include: ['pg', 'http', 'https'] });
  const { startTracing } = await import('./tracing.js');
  startTracing(process.env);
}
