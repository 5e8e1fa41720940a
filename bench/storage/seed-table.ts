import type { Listing } from '@tickettape/contracts';
import type { Pool, PoolClient } from 'pg';
import type { Sweep } from './market.ts';

/** The seed's table: a row per listing and sweep. It names no types; these are the usual ones of its fields. */
export const createSeedTable = async (pool: Pool, name = 'listings'): Promise<void> => {
  await pool.query('create extension if not exists timescaledb');
  await pool.query(`
    create table ${name} (
      listing_id bigint not null, event_id bigint not null, section text, "row" text, available_tickets integer,
      seller_net_proceeds numeric(12, 2), seller_all_in_price numeric(12, 2), currency_code text, timestamp timestamptz not null
    )`);
  await pool.query(`select create_hypertable('${name}', 'timestamp', chunk_time_interval => interval '7 days')`);
};

/** The statement of the seed, with its blanks. */
const insert = `
                    INSERT INTO listings
                    (listing_id, event_id, section, row, available_tickets,
                     seller_net_proceeds, seller_all_in_price, currency_code, timestamp)
                    VALUES (`;

const pageStatements = 100;

/** What the seed's writer sends for one sweep: psycopg2's `execute_batch` joins a page of INSERT statements into one query. */
export const seedPages = ({ eventId, observedAt, snapshot }: Sweep): string[] => {
  const statements = snapshot.map((listing) => `${insert}${literals(listing, eventId, observedAt)})\n                    `);
  return Array.from({ length: Math.ceil(statements.length / pageStatements) }, (_, page) =>
    statements.slice(page * pageStatements, (page + 1) * pageStatements).join(';'),
  );
};

/** One transaction per sweep, as the seed commits. */
export const writeAsSeed = async (client: PoolClient, sweep: Sweep): Promise<void> => {
  await client.query('begin');
  for (const page of seedPages(sweep)) await client.query(page);
  await client.query('commit');
};

const literals = (listing: Listing, eventId: string, observedAt: string): string =>
  [
    listing.listingId,
    eventId,
    text(listing.section),
    text(listing.row),
    listing.quantity ?? 0,
    amount(listing.netProceeds),
    amount(listing.allInPrice),
    text(listing.currency),
    `'${observedAt}'::timestamptz`,
  ].join(', ');

const text = (value: string | null): string => `'${(value ?? '').replaceAll("'", "''")}'`;

const amount = (minor: number | null): string => (minor === null ? 'NULL' : (minor / 100).toFixed(2));
