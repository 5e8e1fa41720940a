import { tmpdir } from 'node:os';
import { debianNats, debianPostgres } from './debian.js';
import { dockerNats, dockerPostgres } from './docker.js';
import { givenNats, givenPostgres } from './given.js';
import { installedNats, installedPostgres } from './installed.js';
import { firstOffer, type Found, type ProviderContext } from './provider.js';

/** A way to NATS 2.12 or newer with JetStream; whatever must be downloaded is there afterwards, and nothing has been started. */
export const findNats = (context: ProviderContext): Promise<Found> =>
  firstOffer('NATS 2.12 or newer with JetStream', [givenNats, dockerNats, installedNats, debianNats], context);

/** The same for PostgreSQL 17 or newer with TimescaleDB 2.19 or newer. */
export const findPostgres = (context: ProviderContext): Promise<Found> =>
  firstOffer(
    'PostgreSQL 17 or newer with TimescaleDB 2.19 or newer',
    [givenPostgres, dockerPostgres, installedPostgres, debianPostgres],
    context,
  );

/** Downloads whatever a later start would have to wait for; nothing runs afterwards. */
export const fetchServers = async (env: ProviderContext['env'], onStep: (text: string) => void): Promise<void> => {
  const context = { env, dataFolder: tmpdir(), onStep };
  await Promise.all([findNats(context), findPostgres(context)]);
};
