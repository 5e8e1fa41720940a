/** The server's settings as `-c name=value` arguments, so that a data folder needs no editing when they change. */
export const postgresSettings = (port: number): string[] =>
  Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const settings = {
  listen_addresses: '127.0.0.1',
  // TCP only: the path of a socket file would have to be short.
  unix_socket_directories: '',
  shared_preload_libraries: 'timescaledb',
  'timescaledb.telemetry_level': 'off',
  max_connections: 200,
  max_worker_processes: 32,
  // The compiler for queries is half of the download and is not unpacked.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const;
