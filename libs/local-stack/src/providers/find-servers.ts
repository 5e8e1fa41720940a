import { debianNats, debianPostgres } from './debian.js';
import { givenNats, givenPostgres } from './given.js';
import { firstOffer, type Found, type ProviderContext } from './provider.js';

/** NATS 2.12 or newer with JetStream: one that runs, or the folder of `nats-server`. */
export const findNats = (context: ProviderContext): Promise<Found> =>
  firstOffer('NATS 2.12 or newer with JetStream', [givenNats, debianNats], context);

/** PostgreSQL 17 or newer with TimescaleDB 2.19 or newer: one that runs, or the folder of `postgres`. */
export const findPostgres = (context: ProviderContext): Promise<Found> =>
  firstOffer('PostgreSQL 17 or newer with TimescaleDB 2.19 or newer', [givenPostgres, debianPostgres], context);
