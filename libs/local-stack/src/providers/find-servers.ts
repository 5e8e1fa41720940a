import { tmpdir } from 'node:os';
import { debianNats, debianPostgres, debianPrometheus } from './debian.js';
import { dockerNats, dockerPostgres } from './docker.js';
import { givenNats, givenPostgres } from './given.js';
import { installedNats, installedPostgres, installedPrometheus } from './installed.js';
import { firstOffer, unavailable, type Found, type Provider, type ProviderContext, type Refusals } from './provider.js';

type Wanted = { server: string; variable: string; providers: readonly Provider[] };

const nats: Wanted = {
  server: 'NATS 2.12 or newer with JetStream',
  variable: 'NATS_URL',
  providers: [givenNats, dockerNats, installedNats, debianNats],
};

const postgres: Wanted = {
  server: 'PostgreSQL 17 or newer with TimescaleDB 2.19 or newer',
  variable: 'DATABASE_URL',
  providers: [givenPostgres, dockerPostgres, installedPostgres, debianPostgres],
};

const prometheus: Wanted = {
  server: 'Prometheus 2.45 or newer with promtool and amtool',
  variable: 'PATH',
  providers: [installedPrometheus, debianPrometheus],
};

/**
 * A way to each server. Whatever must be downloaded is there afterwards, and nothing has been started.
 * Throws `LOCAL_STACK_UNAVAILABLE` with every reason when a server has none.
 */
export const findServers = async (context: ProviderContext): Promise<{ nats: Found; postgres: Found }> => {
  const [foundNats, foundPostgres] = await find([nats, postgres], context);
  return { nats: foundNats!, postgres: foundPostgres! };
};

export const findNats = async (context: ProviderContext): Promise<Found> => (await find([nats], context))[0]!;

export const findPostgres = async (context: ProviderContext): Promise<Found> => (await find([postgres], context))[0]!;

/** Only for tests: nothing of the product needs one. Throws `LOCAL_STACK_UNAVAILABLE`. */
export const findPrometheus = async (context: ProviderContext): Promise<Found> => (await find([prometheus], context))[0]!;

/** Downloads whatever a later start would have to wait for. */
export const fetchServers = async (env: ProviderContext['env'], onStep: (text: string) => void): Promise<void> => {
  await findServers({ env, dataFolder: tmpdir(), onStep });
};

/** Downloads what the tests of the rules need. Where that cannot be had, only those tests fail, and say why. */
export const fetchPrometheus = async (env: ProviderContext['env'], onStep: (text: string) => void): Promise<void> => {
  await findPrometheus({ env, dataFolder: tmpdir(), onStep }).catch((error: Error) => onStep(error.message));
};

const find = async (wanted: readonly Wanted[], context: ProviderContext): Promise<Found[]> => {
  const outcomes = await Promise.all(wanted.map(async (one) => ({ one, outcome: await firstOffer(one.providers, context) })));
  const refusals = outcomes.flatMap(({ one, outcome }): Refusals[] => ('provider' in outcome ? [] : [{ ...one, reasons: outcome }]));
  if (refusals.length > 0) throw unavailable(refusals);
  return outcomes.flatMap(({ outcome }) => ('provider' in outcome ? [outcome] : []));
};
