import { readConfig } from '@tickettape/config';
import { AppError } from '@tickettape/errors';
import { rememberedEverySeconds, resumedEpoch } from './clock/remembered-run.js';
import { readRun, writeRun } from './clock/run-file.js';
import { openMarketplace } from './marketplace.js';
import { Options } from './options.js';
import { createServer } from './server.js';

const say = (line: object) => console.log(JSON.stringify(line));

/** Writes down where the run stands, now and from time to time; resolves once the first is written. */
const remember = async (path: string, run: { seed: number; speed: number; epoch: Date }) => {
  const write = () => writeRun(path, { ...run, epoch: run.epoch.toISOString(), lastSeenAt: new Date().toISOString() });
  await write();
  setInterval(
    () => void write().catch((error) => say({ level: 'warn', message: `STATE_FILE: ${error}` })),
    rememberedEverySeconds * 1000,
  ).unref();
};

const start = async () => {
  const options = readConfig(Options, process.env);
  const { seed, speed, stateFile } = options;
  const last = stateFile === undefined ? null : await readRun(stateFile);
  const epoch = options.epoch ?? resumedEpoch(last, { seed, speed }, new Date());
  if (stateFile !== undefined) await remember(stateFile, { seed, speed, epoch });
  const app = createServer(openMarketplace(options, epoch));
  const url = await app.listen({ host: options.host, port: options.port });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void app.close());
  say({ ready: true, service: 'marketplace', url, seed, speed, epoch, events: options.events, faults: options.faults });
};

await start().catch((error: unknown) => {
  const told = error instanceof AppError ? { code: error.code, fix: error.fix } : {};
  say({ ready: false, service: 'marketplace', message: error instanceof Error ? error.message : String(error), ...told });
  process.exitCode = 1;
});
