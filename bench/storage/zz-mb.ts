import offerServers from '../../tests/servers.ts';
import { freshDatabase } from '@tickettape/testing';
import { migrateDatabase } from '../../apps/storage/dist/database/migrate-database.js';
import { Writer } from '../../apps/storage/dist/database/writer.js';
import { booksProjection } from '../../apps/storage/dist/books/books.projection.js';
import { seedMarket, sweepsOf, take } from './market.ts';
import { createSeedTable, writeAsSeed } from './seed-table.ts';
import { copySnapshots } from './seed-copy.ts';
import pg from 'pg';
import { readFileSync } from 'node:fs';
const stop = await offerServers();
const ticks = (pid: number) => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(f[11]) + Number(f[12])) * 10;
};
try {
  const seedDb = await freshDatabase();
  await createSeedTable(seedDb.pool);
  const s = sweepsOf(seedMarket);
  const t0 = performance.now();
  const sweeps = take(3820, s);
  console.log('gen ms/sweep', (performance.now() - t0) / 1020);
  const c = await seedDb.pool.connect();
  for (let i = 0; i < 4; i++) await writeAsSeed(c, sweeps[i]!);
  let t = performance.now();
  for (let i = 4; i < 14; i++) await writeAsSeed(c, sweeps[i]!);
  console.log('seed ms/sweep', (performance.now() - t) / 10);
  t = performance.now();
  await copySnapshots(c as unknown as pg.Client, sweeps.slice(20, 40));
  console.log('copy binary ms/sweep', (performance.now() - t) / 20);
  console.log((await c.query('select count(*), sum(seller_all_in_price) from listings')).rows);
  c.release();
  for (const [batch, skip] of [
    [1, false],
    [100, false],
    [100, true],
    [1800, false],
    [1800, true],
  ] as const) {
    const db = await freshDatabase();
    await migrateDatabase(db.url);
    const w = await Writer.open(db.url, 'x', () => undefined);
    const [{ pid }] = await w.query<{ pid: number }>('select pg_backend_pid() as pid');
    const known = await booksProjection.load(w);
    const apply = async (part: typeof sweeps, first: number) => {
      const p = booksProjection.project(
        part.map(({ fact }, i) => ({ fact, position: first + i, subject: 'x', storedAt: fact.data.observedAt })),
        known,
      );
      await w.transaction(p.statements.filter(({ name }) => !(skip && name === 'merge-listings')));
      for (const [k, v] of p.known) known.set(k, v);
    };
    await apply(sweeps.slice(0, 20), 1);
    const n = batch === 1 ? 200 : batch === 100 ? 1000 : 3600;
    const wal0 = (await w.query<{ l: string }>('select pg_current_wal_lsn() as l'))[0]!.l;
    const c0 = ticks(pid),
      u0 = process.cpuUsage();
    t = performance.now();
    for (let i = 20; i < 20 + n; i += batch) await apply(sweeps.slice(i, i + batch), i + 1);
    const ms = performance.now() - t,
      u = process.cpuUsage(u0);
    const wal = (await w.query<{ b: string }>(`select pg_current_wal_lsn() - '${wal0}'::pg_lsn as b`))[0]!.b;
    console.log(
      'batch',
      batch,
      'ms/sweep',
      (ms / n).toFixed(3),
      'pg cpu',
      ((ticks(pid) - c0) / n).toFixed(3),
      'node cpu',
      ((u.user + u.system) / 1000 / n).toFixed(3),
      'wal KB',
      (Number(wal) / n / 1000).toFixed(1),
    );
    await w.close();
    await db.drop();
  }
  await seedDb.drop();
} finally {
  await stop();
  process.exit();
}
