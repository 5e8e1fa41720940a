export { askForServer } from './ask-for-server.js';
export { freshDatabase, type FreshDatabase, type FreshDatabaseOptions } from './fresh-database.js';
export { freshNats, type FreshNats } from './fresh-nats.js';
export { freshPostgres, type FreshPostgres, type PostgresEnd } from './fresh-postgres.js';
export { serveTestServers } from './test-servers.js';
export { programEnv } from './program-env.js';
export { spawnService, type SpawnedService } from './spawn-service.js';
export { until, type UntilOptions } from './until.js';
export { amtool, freshPrometheus, promtool, type FreshPrometheus, type Sample } from './fresh-prometheus.js';
