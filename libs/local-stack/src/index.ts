export { findNats, findPostgres } from './providers/find-servers.js';
export type { Found, Offer, ProviderContext } from './providers/provider.js';
export { natsServer, type NatsServer } from './nats/nats-server.js';
export { postgresServer, type PostgresServer } from './postgres/postgres-server.js';
export { serverAccount } from './processes/account.js';
export { spawnBound } from './processes/spawn.js';
export type { ProcessSpec } from './processes/process-spec.js';
export { Supervisor, type ProcessEvent, type ProcessStatus, type SupervisorOptions } from './processes/supervisor.js';
export { freePort } from './ports.js';
