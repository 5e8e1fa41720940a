import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProcessSpec } from '@tickettape/local-stack';
import type { ServiceName } from '../services/names.js';

/** The root of the clone this command was built in. */
export const clone = fileURLToPath(new URL('../../../../', import.meta.url));

/** A service finishes what it is doing in far less; after that it is killed. */
const graceMs = 10_000;

type Variables = Readonly<Record<string, string>>;

const program = (name: string, args: readonly string[], env: Variables): ProcessSpec => ({
  name,
  command: process.execPath,
  args,
  cwd: join(clone, 'apps', name),
  env: { ...process.env, ...env },
  stopSignal: 'SIGTERM',
  graceMs,
});

export const serviceProgram = (name: ServiceName, env: Variables): ProcessSpec =>
  program(name, ['--import', '@tickettape/telemetry/otel', 'dist/main.js'], env);

export const marketplaceProgram = (env: Variables): ProcessSpec => program('marketplace', ['dist/main.js'], env);
