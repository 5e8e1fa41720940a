import { spawnService, until } from '@tickettape/testing';
import type { Pool } from 'pg';
import { startSystem } from '../system/system.js';
import type { Range } from '../telemetry/grafana-macros.js';

export type Played = { event: string; title: string; all: string[]; range: Range; pool: Pool; stop: () => Promise<void> };

const looks = 50;

/** Some simulated days of a market with two blind stretches, in about two minutes. */
export const playMarket = async (say: (text: string) => void): Promise<Played> => {
  const market = await spawnService('marketplace', { SEED: '11', SPEED: '3000', FAULTS: 'none', EVENTS: '3' });
  const system = await startSystem({
    sheet: { url: `${market.url}/sheet.csv`, watchesUrl: `${market.url}/watches.csv` },
    sourceUrl: market.url,
    env: { SWEEP_INTERVAL_SECONDS: '7200', INTERVAL_SPEED: '3000' },
  });
  const { pool } = system.database;
  const ask = async <Row extends object>(sql: string, ...values: unknown[]) => (await pool.query<Row>(sql, values)).rows[0];
  // The event that is furthest away does not begin while we look.
  const furthest = await until(
    () => ask<{ id: string }>('select viagogo_id as id from events where is_tracked order by event_date desc limit 1'),
    { timeoutMs: 60_000, label: 'an event is tracked' },
  );
  const looksTaken = async () =>
    (await ask<{ count: number }>('select count(*)::int as count from sweeps where event_id = $1', furthest.id))!.count;
  const awaitLooks = (count: number) => until(async () => (await looksTaken()) >= count, { timeoutMs: 240_000, label: `${count} looks` });
  const blindAfter = async (count: number, times: number) => {
    await awaitLooks(count);
    say(`${count} looks, some of the next are blind`);
    const body = JSON.stringify({ kind: 'error', status: 503, times, eventId: furthest.id });
    await fetch(`${market.url}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
  await blindAfter(looks * 0.3, 12);
  await blindAfter(looks * 0.7, 6);
  await awaitLooks(looks);
  const shown = await ask<{ event: string; title: string; from: Date; to: Date; all: string[] }>(
    `select e.source || '/' || e.viagogo_id as event, concat_ws(' · ', e.event_name, e.city, to_char(e.local_date, 'YYYY-MM-DD')) as title,
      min(s.observed_at) as from, max(s.observed_at) as to, (select array_agg(source || '/' || viagogo_id) from events where is_tracked) as all
    from events e join sweeps s on s.event_id = e.viagogo_id where e.viagogo_id = $1 group by e.source, e.viagogo_id, e.event_name, e.city, e.local_date`,
    furthest.id,
  );
  const { event, title, all, from, to } = shown!;
  return {
    event,
    title,
    all,
    range: { from, to },
    pool,
    stop: async () => {
      await system.stop();
      await market.kill9();
    },
  };
};
