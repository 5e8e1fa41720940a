export { BaseEnv, needsToken } from './base-env.js';
export { failureOf } from './error-filter.js';
export { HealthModule, type HealthProbe } from './health.js';
export { MetricsModule } from './metrics.module.js';
export { createService, startService, type ServiceSettings } from './start-service.js';
