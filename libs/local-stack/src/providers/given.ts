import { Client } from 'pg';
import { AppError } from '@tickettape/errors';
import { oldestNats, readNatsInfo } from '../nats/nats-info.js';
import { oldestPostgres, oldestTimescale } from '../postgres/postgres-versions.js';
import { isAtLeast } from '../version.js';
import type { Offer, Provider } from './provider.js';

/** The server somebody named. When it does not do, nothing else is tried: they would look for their data in the wrong place. */
export const givenNats: Provider = {
  name: 'NATS_URL',
  offer: async ({ env }) => given(env['NATS_URL'], checkNats),
};

export const givenPostgres: Provider = {
  name: 'DATABASE_URL',
  offer: async ({ env }) => given(env['DATABASE_URL'], checkPostgres),
};

const given = async (url: string | undefined, check: (url: string) => Promise<void>): Promise<Offer> => {
  if (!url) throw new Error('is not set');
  await check(url);
  return { kind: 'service', start: async () => ({ url, stop: async () => undefined }) };
};

const checkNats = async (url: string): Promise<void> => {
  const info = await readNatsInfo(url).catch((cause: unknown) => {
    throw new AppError('NATS_UNAVAILABLE', { detail: `NATS_URL: ${reasonOf(cause)}`, cause });
  });
  if (!isAtLeast(info.version, oldestNats)) throw new AppError('NATS_TOO_OLD', { detail: `NATS_URL has ${info.version}` });
  if (!info.jetstream) throw new AppError('NATS_TOO_OLD', { detail: 'NATS_URL has no JetStream' });
};

const checkPostgres = async (url: string): Promise<void> => {
  const { postgres, timescale } = await readVersions(url).catch((cause: unknown) => {
    throw new AppError('DATABASE_UNAVAILABLE', { detail: `DATABASE_URL: ${reasonOf(cause)}`, cause });
  });
  const tooOld = (what: string) => new AppError('DATABASE_TOO_OLD', { detail: `DATABASE_URL has ${what}` });
  if (!isAtLeast(postgres, oldestPostgres)) throw tooOld(`PostgreSQL ${postgres}`);
  if (timescale === null) throw tooOld('no TimescaleDB');
  if (!isAtLeast(timescale, oldestTimescale)) throw tooOld(`TimescaleDB ${timescale}`);
};

const readVersions = async (url: string): Promise<{ postgres: string; timescale: string | null }> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ postgres: string; timescale: string | null }>(
      `select current_setting('server_version') as postgres,
              (select coalesce(installed_version, default_version) from pg_available_extensions where name = 'timescaledb') as timescale`,
    );
    return rows[0]!;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** The text of an error never holds the address, which may hold a password. */
const reasonOf = (error: unknown): string => {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || 'no answer';
};
