import { join } from 'node:path';
import { connectTape, type Tape } from '@tickettape/jetstream';
import { freshDatabase, freshNats, until, type FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUpTape, dumpDatabase, restoreDatabase, runTape } from './rehearsal/backups.js';
import { probeFreshness, quantile, type FreshnessProbe } from './rehearsal/freshness.js';
import { startRehearsal, type Rehearsal } from './rehearsal/rehearsal.js';
import { factsOf } from './system/facts.js';
import { serviceNames } from './system/system.js';
import { expectTablesToEqualTape, isCaughtUp } from './system/tables.js';

/** `npm run test:rehearsal` restarts every process, one by one; `npm test` one replica of all services at once, and one server of NATS. */
const whole = process.env['REHEARSAL'] === 'whole';

/** The promise of operations; beside other tests on a small machine only a take-over that does not happen takes longer than the second number. */
const freshWithinSeconds = whole ? 5 : 30;

let world: Rehearsal;
let freshness: FreshnessProbe;

beforeAll(async () => {
  world = await startRehearsal(whole ? { OTEL_SDK_DISABLED: 'false' } : {});
  freshness = probeFreshness(world.database.pool);
}, 180_000);
afterAll(() => world?.stop(), 60_000);

const looks = async () => (await world.tape.jsm.streams.info('BOOKS')).state.messages;
/** What was done to the system, in order; the first is to leave it alone. */
const deeds: { what: string; sinceMs: number }[] = [];
const doing = (what: string) => void deeds.push({ what, sinceMs: Date.now() });
const goesOn = async (what: string) => {
  const before = await looks();
  await until(async () => (await looks()) >= before + 8, { timeoutMs: 60_000, label: `looks go on after ${what}` });
};

describe('production, rolled while it works', () => {
  it('keeps three copies of every stream, consumer and bucket', async () => {
    doing('nothing');
    await goesOn('the start');
    for await (const { config } of world.tape.jsm.streams.list()) expect(config.num_replicas, config.name).toBe(3);
  }, 90_000);

  const waves = whole
    ? [0, 1].flatMap((replica) => serviceNames.map((name) => [{ name, replica }]))
    : [serviceNames.map((name) => ({ name, replica: 0 }))];
  it.each(waves.map((wave) => [wave.map(({ name, replica }) => `${name} ${replica}`).join(', '), wave] as const))(
    'goes on through a restart of %s, which ends cleanly',
    async (what, wave) => {
      doing(what);
      expect(await Promise.all(wave.map(({ name, replica }) => world.roll(name, replica)))).toEqual(wave.map(() => 0));
      await goesOn(`the restart of ${what}`);
    },
    90_000,
  );

  it.each(whole ? [0, 1, 2] : [0])(
    'goes on through a restart of server %i of NATS',
    async (index) => {
      const server = world.nats.servers[index]!;
      doing(server.name);
      await world.rollNats(server);
      await goesOn(`the restart of ${server.name}`);
    },
    120_000,
  );

  it('ends with tables that equal the fold of the tape, nothing lost and nothing twice', async () => {
    await world.finish('collector');
    await until(() => isCaughtUp(world.tape, world.database.pool), { timeoutMs: 30_000, label: 'the tables are caught up' });
    await expectTablesToEqualTape(world.tape, world.database.pool);
    const sequences = Map.groupBy(await factsOf(world.tape, 'BOOKS'), ({ data }) => data.eventId);
    for (const facts of sequences.values()) expect(facts.map(({ data }) => data.sequence)).toEqual(facts.map((_, index) => index + 1));
    expect((await world.tape.jsm.streams.info('DEAD')).state.messages).toBe(0);
  }, 90_000);

  it('alerted once per episode and delivered every alert exactly once', async () => {
    const opened = (await factsOf(world.tape, 'ALERTS')).filter((fact) => fact.type === 'alert.opened.v1');
    expect(opened.length).toBeGreaterThan(0);
    expect(new Set(opened.map(({ data }) => data.alertId)).size).toBe(opened.length);
    const keys = opened.map(({ data }) => `${data.alertId}:opened:operator:webhook`).toSorted();
    const openings = () => world.received.filter((key) => key.includes(':opened:')).toSorted();
    await until(() => openings().length >= keys.length, { timeoutMs: 60_000, label: 'every alert is delivered' });
    expect(openings()).toEqual(keys);
    expect(new Set(world.received).size).toBe(world.received.length);
  }, 90_000);

  it('asked NATS for nothing that its users may not', () => {
    expect(world.nats.servers.flatMap((server) => server.refused())).toEqual([]);
  });

  it('can be restored from its nightly backups: the tape message for message, as the backup user may read it', async () => {
    const archive = await backUpTape(join(world.folder, 'backup'), await world.environmentOf('backup'));
    const empty = await freshNats();
    await runTape(['import', '--from', archive, '--json'], { NATS_URL: empty.url });
    const restored = await connectTape({ servers: empty.url, name: 'restored' });
    for (const stream of ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS']) {
      const messagesOf = async ({ jsm }: Tape) => (await jsm.streams.info(stream)).state.messages;
      expect(await messagesOf(restored), stream).toBe(await messagesOf(world.tape));
    }
    await restored.nc.close();
    await empty.stop();
  }, 120_000);

  it('can be restored from its nightly backups: the database row for row, with the position at which storage goes on', async () => {
    await world.finish('storage');
    const dump = await dumpDatabase(join(world.folder, 'dumps'), world.database.url);
    const restored = await freshDatabase();
    await restoreDatabase(dump, restored.url);
    for (const table of ['events', 'sweeps', 'books', 'alerts', 'projections']) {
      const rowsOf = async ({ pool }: FreshDatabase) =>
        (await pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows;
      expect((await rowsOf(restored)).length, table).toBeGreaterThan(0);
      expect(await rowsOf(restored), table).toEqual(await rowsOf(world.database));
    }
    await restored.drop();
  }, 120_000);

  it(`kept what it promises of freshness: 99 of 100 looks could be queried within ${freshWithinSeconds} seconds`, async () => {
    const facts = await factsOf(world.tape, 'BOOKS');
    const looks = await freshness.stop(facts.map(({ time }, index) => ({ sequence: index + 1, observedAtMs: Date.parse(time) })));
    const seconds = looks.map((look) => look.seconds);
    expect(seconds.length).toBeGreaterThan(50);
    const worst = Object.entries(
      Object.groupBy(looks, ({ observedAtMs }) => deeds.findLast(({ sinceMs }) => sinceMs <= observedAtMs)?.what ?? 'nothing'),
    );
    console.log(
      JSON.stringify({
        looks: seconds.length,
        freshnessSeconds: { p50: quantile(seconds, 0.5), p99: quantile(seconds, 0.99), max: Math.max(...seconds) },
        slowestAfter: Object.fromEntries(worst.map(([what, of]) => [what, Math.max(...of!.map((look) => look.seconds))])),
      }),
    );
    expect(quantile(seconds, 0.99)).toBeLessThanOrEqual(freshWithinSeconds);
  });
});
