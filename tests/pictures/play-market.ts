import { spawnService, until } from '@tickettape/testing';
import type { Pool } from 'pg';
import { startSystem } from '../system/system.js';
import type { Range } from '../telemetry/grafana-macros.js';

export type Played = { event: string; title: string; all: string[]; range: Range; pool: Pool; stop: () => Promise<void> };

const looks = 60;

/** Some simulated days of a market with two blind stretches, in about two minutes. */
export const playMarket = async (say: (text: string) => void): Promise<Played> => {
  const market = await spawnService('marketplace', { SEED: '11', SPEED: '5000', FAULTS: 'none', EVENTS: '3' });
  const system = await startSystem({
    sheet: { url: `${market.url}/sheet.csv`, watchesUrl: `${market.url}/watches.csv` },
    sourceUrl: market.url,
    env: { SWEEP_INTERVAL_SECONDS: '7200', INTERVAL_SPEED: '5000' },
  });
  const { pool } = system.database;
  const beganAt = new Date();
  const blindAfter = async (count: number, times: number) => {
    await until(async () => (await looksAtBusiest(pool)).looks >= count, { timeoutMs: 240_000, label: `${count} looks` });
    say(`${count} looks, ${times} of the next are blind`);
    const body = JSON.stringify({ kind: 'error', status: 503, times, eventId: (await looksAtBusiest(pool)).eventId });
    await fetch(`${market.url}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
  await blindAfter(looks * 0.3, 12);
  await blindAfter(looks * 0.7, 6);
  await until(async () => (await looksAtBusiest(pool)).looks >= looks, { timeoutMs: 240_000, label: `${looks} looks` });
  const { rows } = await pool.query<{ event: string; title: string; blind: number; all: string[] }>(`
    select e.source || '/' || e.viagogo_id as event, concat_ws(' · ', e.event_name, e.city, to_char(e.local_date, 'YYYY-MM-DD')) as title,
      (select count(*) from sweeps s where s.event_id = e.viagogo_id and s.kind = 'blind')::int as blind,
      (select array_agg(source || '/' || viagogo_id) from events where is_tracked) as all
    from events e order by blind desc limit 1`);
  const [shown] = rows;
  return {
    ...shown!,
    range: { from: beganAt, to: new Date() },
    pool,
    stop: async () => {
      await system.stop();
      await market.kill9();
    },
  };
};

const looksAtBusiest = async (pool: Pool): Promise<{ looks: number; eventId: string }> => {
  const { rows } = await pool.query<{ looks: number; eventId: string }>(
    'select count(*)::int as looks, event_id as "eventId" from sweeps group by event_id order by 1 desc, 2 limit 1',
  );
  return rows[0] ?? { looks: 0, eventId: '' };
};
