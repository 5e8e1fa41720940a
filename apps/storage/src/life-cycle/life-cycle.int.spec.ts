import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { aListing, aSighting } from '@tickettape/book/examples';
import { subjects, type BookFact } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, type Tape } from '@tickettape/jetstream';
import { createService } from '@tickettape/service';
import { freshNats, spawnService, until, type FreshDatabase, type FreshNats } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dumpTables } from '../books/tables.examples.js';
import { StorageConfig } from '../config.js';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { defined, opened, sent, tracked } from '../storage.examples.js';
import { StorageModule } from '../storage.module.js';
import { anyObservation, look } from '../tape.examples.js';

const token = randomUUID();
let nats: FreshNats;
let tape: Tape;
let publisher: Publisher;
let database: FreshDatabase;
let apps: NestFastifyApplication[] = [];

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  publisher = new Publisher(tape.js, tape.jsm);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});

beforeEach(async () => {
  database = await freshMigratedDatabase();
  for (const { config } of await tape.jsm.streams.list().next()) await tape.jsm.streams.delete(config.name);
  await ensureStreams(tape.jsm, ['CATALOG', 'WATCHES', 'ALERTS', 'DEAD', 'BOOKS']);
});
afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  apps = [];
  await database.drop();
});

/** A replica of the service. */
const start = async (): Promise<NestFastifyApplication> => {
  const config = StorageConfig.parse({ NATS_URL: nats.url, DATABASE_URL: database.url, ADMIN_TOKEN: token });
  const app = await createService({ name: 'storage', module: StorageModule.forRoot(config), config }, false);
  apps.push(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

const ask = async (app: NestFastifyApplication, method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload && { payload }) });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, unknown> };
};
const ok = async (...request: Parameters<typeof ask>) => {
  const { status, body } = await ask(...request);
  expect([status, body]).toEqual([expect.toSatisfy((code: number) => code < 300), body]);
  return body;
};

const rebuildOf = async (app: NestFastifyApplication) =>
  (await ok(app, 'GET', '/admin/rebuild'))['rebuild'] as { state: string; messages: number } | null;
const reaches = (app: NestFastifyApplication, state: string) =>
  until(async () => (await rebuildOf(app))?.state === state, { label: state, timeoutMs: 20_000 });
const caughtUp = (app: NestFastifyApplication) =>
  until(async () => (await ok(app, 'GET', '/admin/summary'))['caughtUp'], { label: 'caught up' });

/** Looks at five books, as they come. */
const facts = Array.from({ length: 60 }, (_, index) => index).flatMap((index) => books().map((book) => book[index]!));

function books(): BookFact[][] {
  return ['1', '2', '3', '4', '5'].map((eventId, seed) => {
    const [observations] = fc.sample(fc.array(anyObservation, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed });
    // At its tenth look each book is in sight and not empty, whatever was drawn.
    return look(observations!.with(9, aSighting([aListing('a')])), { source: 'stubhub', eventId }).map(({ fact }) => fact);
  });
}

const publish = async (these: readonly BookFact[]): Promise<void> => {
  for (const fact of these) await publisher.publish(subjects.book(fact.data), fact);
};
const publishOthers = async (): Promise<void> => {
  await publisher.publish(subjects.catalog({ source: 'stubhub', eventId: '1' }), tracked('1'));
  await publisher.publish(subjects.watch('w1'), defined('w1'));
  await publisher.publish(subjects.alert('w1'), opened());
  await publisher.publish(subjects.alert('w1'), sent());
};

const schemas = async () =>
  (await database.pool.query<{ nspname: string }>(`select nspname from pg_namespace where nspname ~ '^(rebuild|retired)_'`)).rows;

/** Every look at the first book told other prices. */
const spoil = (schema = 'public') =>
  database.pool.query(`
    update ${schema}.sweeps set all_in_prices = array(select price + 1 from unnest(all_in_prices) price)
    where event_id = (select min(event_id) from ${schema}.books)`);

describe('a rebuild', () => {
  it('is built, compared, put in the place of the live tables, and the old are dropped', async () => {
    const app = await start();
    await publishOthers();
    await publish(facts);
    await caughtUp(app);
    const before = await dumpTables(database.pool);

    const begun = await ask(app, 'POST', '/admin/rebuild');
    expect(begun).toMatchObject({ status: 202, body: { schema: expect.stringMatching(/^rebuild_\d{17}$/), total: 304 } });
    await reaches(app, 'ready');
    await until(async () => (await rebuildOf(app))?.messages === 304, { label: 'all messages' });
    expect(await ok(app, 'GET', '/admin/projections')).toMatchObject([
      { name: 'events', position: 1, rebuild: { position: 1, lag: 0, version: 2 } },
      { name: 'books', position: 300, rebuild: { position: 300, lag: 0 } },
      { name: 'watches', position: 1, rebuild: { position: 1 } },
      { name: 'alerts', position: 2, rebuild: { position: 2 } },
    ]);
    const compared = await ok(app, 'GET', '/admin/rebuild/comparison');
    expect(compared).toMatchObject({
      objections: [],
      mismatches: 0,
      live: { books: 5, mismatches: 0 },
      rebuild: { books: 5, mismatches: 0 },
    });
    for (const { live, rebuild } of compared['rows'] as { live: number; rebuild: number }[]) expect(rebuild).toBe(live);

    await database.pool.query('grant insert on gaps to tickettape_reader');
    const { retired } = await ok(app, 'POST', '/admin/rebuild/switch', {});
    expect(await dumpTables(database.pool)).toEqual(before);
    const may = `has_table_privilege('tickettape_reader', $1, $2)`;
    for (const right of [
      ['listing_changes', 'select'],
      ['gaps', 'insert'],
    ])
      expect((await database.pool.query(`select ${may} as may`, right)).rows).toEqual([{ may: true }]);
    expect(await ok(app, 'GET', '/admin/rebuild')).toEqual({ rebuild: null, retired: [{ schema: retired, since: expect.any(String) }] });

    expect(await ok(app, 'POST', '/admin/rebuild/drop', { tables: 'retired' })).toEqual({ schemas: [retired] });
    expect(await schemas()).toEqual([]);
    const { rows } = await database.pool.query('select hypertable_schema from timescaledb_information.hypertables');
    expect(rows).toEqual([{ hypertable_schema: 'public' }]);
  });

  it('goes live under traffic, and no reader meets an error, an old book or a half table', async () => {
    const app = await start();
    await publish(facts.slice(0, 150));
    await caughtUp(app);
    await ok(app, 'POST', '/admin/rebuild');

    const ended = new AbortController();
    const traffic = (async () => {
      for (const fact of facts.slice(150)) {
        await publish([fact]);
        await delay(10);
      }
    })();
    const read = async (): Promise<{ reads: number; looks: number }> => {
      const seen = { reads: 0, looks: 0 };
      for (let isLast = false; !isLast;) {
        isLast = ended.signal.aborted;
        const { rows } = await database.pool.query<{ looks: number; books: number; wrong: number }>(`
          select (select count(*)::int from sweeps) as looks, (select count(*)::int from books) as books,
            (select count(*)::int from books where digest is not null and digest <> book_digest(source, event_id)) as wrong`);
        expect(rows[0]).toMatchObject({ books: 5, wrong: 0 });
        expect(rows[0]!.looks).toBeGreaterThanOrEqual(seen.looks);
        seen.looks = rows[0]!.looks;
        const book = await ask(app, 'GET', '/admin/books/stubhub/1');
        expect(book.status).toBe(200);
        seen.reads += 1;
      }
      return seen;
    };
    const reading = Promise.all([read(), read()]);

    await reaches(app, 'ready');
    const switched = await ok(app, 'POST', '/admin/rebuild/switch', {});
    await traffic;
    await caughtUp(app);
    ended.abort();
    for (const { reads, looks } of await reading) expect([reads > 10, looks]).toEqual([true, 300]);
    expect(switched['pausedMs']).toBeLessThan(3_000);
    expect(await ok(app, 'GET', '/admin/verify')).toMatchObject({ books: 5, position: 300, mismatches: 0 });
    const states = (await ok(app, 'GET', '/admin/projections')) as unknown as { state: string; problem: unknown }[];
    expect(states.map(({ state, problem }) => [state, problem])).toEqual(Array.from({ length: 4 }, () => ['running', null]));
  });

  it('heals a live table that was changed by hand, which verification and comparison name', async () => {
    const app = await start();
    await publish(facts);
    await caughtUp(app);
    await spoil();
    const { differing } = await ok(app, 'GET', '/admin/verify');
    expect(differing).toMatchObject([{ source: 'stubhub', reason: 'listings' }]);

    await ok(app, 'POST', '/admin/rebuild');
    await reaches(app, 'ready');
    expect(await ok(app, 'GET', '/admin/rebuild/comparison')).toMatchObject({
      live: { mismatches: 1, differing },
      rebuild: { mismatches: 0 },
      mismatches: 1,
      objections: [],
    });
    await ok(app, 'POST', '/admin/rebuild/switch', {});
    expect(await ok(app, 'GET', '/admin/verify')).toMatchObject({ books: 5, mismatches: 0 });
  });

  it('goes on where it was when its process is killed, and another replica takes over', async () => {
    await publish(facts.slice(0, 150));
    const env = { NATS_URL: nats.url, DATABASE_URL: database.url, LOG_LEVEL: 'warn', ADMIN_TOKEN: token };
    const service = await spawnService('storage', env);
    const headers = { authorization: `Bearer ${token}` };
    await fetch(new URL('/admin/rebuild', service.url), { method: 'POST', headers });
    const messages = await until(async () => {
      const answer = await fetch(new URL('/admin/rebuild', service.url), { headers });
      const { rebuild } = (await answer.json()) as { rebuild: { messages: number } | null };
      return rebuild?.messages === 150 ? rebuild.messages : null;
    });
    await service.kill9();
    await publish(facts.slice(150));

    const [one, other] = [await start(), await start()];
    expect((await rebuildOf(one))!.messages).toBeGreaterThanOrEqual(messages);
    await reaches(other, 'ready');
    await until(async () => (await rebuildOf(one))?.state === 'ready');
    expect(await ok(other, 'GET', '/admin/rebuild/comparison')).toMatchObject({ rebuild: { books: 5, mismatches: 0 }, objections: [] });
    await ok(other, 'POST', '/admin/rebuild/switch', {});
    await until(async () => (await rebuildOf(one)) === null);
    expect(await ok(one, 'GET', '/admin/verify')).toMatchObject({ position: 300, mismatches: 0 });
    const { rows } = await database.pool.query('select count(*)::int as rows, count(distinct stream_seq)::int as looks from sweeps');
    expect(rows).toEqual([{ rows: 300, looks: 300 }]);
  });

  it('of a new version is built while the tables of the old one stand still', async () => {
    const app = await start();
    await publish(facts.slice(0, 100));
    await caughtUp(app);
    await app.close();
    await database.pool.query('update projections set version = 0');

    const next = await start();
    await publish(facts.slice(100));
    await until(async () => JSON.stringify(await ok(next, 'GET', '/admin/projections')).includes('PROJECTION_OUTDATED'));
    await ok(next, 'POST', '/admin/rebuild');
    await reaches(next, 'ready');
    await ok(next, 'POST', '/admin/rebuild/switch', {});
    await caughtUp(next);
    expect(await ok(next, 'GET', '/admin/verify')).toMatchObject({ books: 5, position: 300, mismatches: 0 });
  });

  it('is left alone by a program of another version', async () => {
    const app = await start();
    await publish(facts.slice(0, 10));
    await database.pool.query(`create schema rebuild_20261122013000123; comment on schema rebuild_20261122013000123 is 'books 0'`);
    await caughtUp(app);
    expect(await rebuildOf(app)).toMatchObject({ state: 'preparing', messages: 0 });
    await delay(1_500);
    const { rowCount } = await database.pool.query(`select from pg_tables where schemaname = 'rebuild_20261122013000123'`);
    expect(rowCount).toBe(0);
    await ok(app, 'POST', '/admin/rebuild/drop', { tables: 'rebuild' });
  });

  it('is dropped at any time and leaves nothing behind', async () => {
    const app = await start();
    await publish(facts);
    await ok(app, 'POST', '/admin/rebuild');
    expect(await ask(app, 'POST', '/admin/rebuild')).toMatchObject({ status: 409, body: { code: 'REBUILD_EXISTS' } });
    await ok(app, 'POST', '/admin/rebuild/drop', { tables: 'rebuild' });
    expect(await schemas()).toEqual([]);
    expect(await ask(app, 'GET', '/admin/rebuild/comparison')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    await caughtUp(app);
    expect(await ok(app, 'GET', '/admin/verify')).toMatchObject({ books: 5, mismatches: 0 });
    // Other specs write on the same server, each in a database of its own.
    const { rows } = await database.pool.query(`
      select from pg_locks join pg_database on pg_database.oid = database
      where datname = current_database() and locktype = 'advisory' and objsubid = 2 and granted`);
    expect(rows).toHaveLength(4);
  });
});

describe('a switch is refused', () => {
  const built = async (): Promise<NestFastifyApplication> => {
    const app = await start();
    await publish(facts.slice(0, 50));
    await caughtUp(app);
    await ok(app, 'POST', '/admin/rebuild');
    await reaches(app, 'ready');
    await until(async () => (await rebuildOf(app))?.messages === 50, { label: 'all messages in the rebuild' });
    return app;
  };
  const refused = async (app: NestFastifyApplication, objection: string) => {
    const { status, body } = await ask(app, 'POST', '/admin/rebuild/switch', {});
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'SWITCH_REFUSED', message: expect.stringContaining(objection) })]);
  };

  it('when the rebuild is not the tape', async () => {
    const app = await built();
    const [schema] = await schemas();
    await spoil(schema!.nspname);
    await refused(app, 'books-differ');
  });

  it('when views of others would go on reading the old tables', async () => {
    const app = await built();
    await database.pool.query('create view mine as select * from listings');
    await refused(app, 'mine');
  });

  it('when the live tables know more than the tape, unless a person accepts that', async () => {
    const app = await built();
    await tape.jsm.streams.delete('BOOKS');
    await ensureStreams(tape.jsm, ['BOOKS']);
    await publish(facts.slice(0, 10));
    await ok(app, 'POST', '/admin/rebuild/drop', { tables: 'rebuild' });
    await ok(app, 'POST', '/admin/rebuild');
    await reaches(app, 'ready');
    await refused(app, 'other-stream');
    await ok(app, 'POST', '/admin/rebuild/switch', { accept: ['other-stream', 'shorter-history'] });
    await caughtUp(app);
    expect(await ok(app, 'GET', '/admin/verify')).toMatchObject({ position: 10, mismatches: 0 });
  });

  it('and nothing changes while somebody reads in one long transaction', async () => {
    const app = await built();
    const reader = await database.pool.connect();
    await reader.query('begin isolation level repeatable read');
    await reader.query('select count(*) from sweeps');
    const switching = ok(app, 'POST', '/admin/rebuild/switch', {});
    await delay(1_000);
    expect((await reader.query('select count(*)::int as count from listings')).rows).toHaveLength(1);
    await reader.query('commit');
    reader.release();
    await switching;
  });
});
