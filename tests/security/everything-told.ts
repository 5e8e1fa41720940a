import type { Pool } from 'pg';
import { readForward } from '@tickettape/jetstream';
import { serviceNames, type System } from '../system/system.js';

/** Everything a running system tells anybody, by place, as text. */
export const everythingTold = async (system: System, spans: readonly string[]): Promise<Record<Place, string>> => ({
  logs: serviceNames.flatMap((name) => system.logs(name)).join('\n'),
  spans: spans.join('\n'),
  metrics: (await Promise.all(serviceNames.map(async (name) => (await fetch(`${system.url(name)}/metrics`)).text()))).join('\n'),
  streams: (await Promise.all((await streamsOf(system)).map((name) => textOf(system, name)))).join('\n'),
  tables: await tablesOf(system.database.pool),
});

type Place = 'logs' | 'spans' | 'metrics' | 'streams' | 'tables';

/** Buckets are streams too. */
const streamsOf = async ({ tape }: System): Promise<string[]> => (await Array.fromAsync(tape.jsm.streams.names())).flat();

const textOf = async ({ tape }: System, stream: string): Promise<string> =>
  (await Array.fromAsync(readForward(tape.jsm, stream as never, '>', 1)))
    .map((message) => `${message.subject} ${message.string()}`)
    .join('\n');

const tablesOf = async (pool: Pool): Promise<string> => {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') and table_schema not like '\\_timescaledb%'`,
  );
  const texts = await Promise.all(rows.map(({ name }) => pool.query<{ row: string }>(`select t::text as row from ${name} t`)));
  return texts.flatMap(({ rows: lines }) => lines.map(({ row }) => row)).join('\n');
};
