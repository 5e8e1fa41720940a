export { createLogger, PinoNestLogger } from './logger.js';
export { metricDeclarations, type MetricName } from './metric-declarations.js';
export { metrics } from './metrics.js';
export { attributes, spanNames } from './names.js';
export { recordSpan, SpanKind, withSpan, type SpanSettings } from './span.js';
export { TelemetryModule } from './telemetry.module.js';
