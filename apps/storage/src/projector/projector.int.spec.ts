import { aListing, aSighting } from '@tickettape/book/examples';
import { subjects, tapeHeaders, type BookFact } from '@tickettape/contracts';
import { bury, connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, spawnService, until, type FreshDatabase, type FreshNats } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { booksProjection } from '../books/books.projection.js';
import { dumpTables, emptyTables } from '../books/tables.examples.js';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { anyObservation, look } from '../tape.examples.js';
import { liveReport } from './live-report.js';
import { Projector } from './projector.js';
import type { SessionTools } from './session.js';

let nats: FreshNats;
let tape: Tape;
let publisher: Publisher;
let database: FreshDatabase;
let started: Projector[] = [];

beforeAll(async () => {
  [nats, database] = await Promise.all([freshNats(), freshMigratedDatabase()]);
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'WATCHES', 'ALERTS', 'DEAD', 'BOOKS']);
  publisher = new Publisher(tape.js, tape.jsm);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
  await database.drop();
});

const recreate = async () => {
  await tape.jsm.streams.delete('BOOKS');
  await ensureStreams(tape.jsm, ['BOOKS']);
};

beforeEach(async () => {
  await recreate();
  await tape.jsm.streams.purge('DEAD');
  await emptyTables(database.pool);
  await database.pool.query('delete from projections');
});
afterEach(async () => {
  await Promise.all(started.map((projector) => projector.stop()));
  started = [];
});

const tools = (): SessionTools => ({
  databaseUrl: database.url,
  schema: null,
  report: liveReport,
  js: tape.js,
  jsm: tape.jsm,
  bury: ({ info, seq, subject, data, headers }, reason) =>
    bury(tape.js, 'storage', 'books', { stream: info.stream, sequence: seq, subject, data, headers, reason }),
});
const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };

const start = (): Projector => {
  const projector = new Projector(booksProjection, tools(), silent);
  started.push(projector);
  projector.start();
  return projector;
};

/** Looks at three books, as they come. */
const facts = ['1', '2', '3'].flatMap((eventId, seed) => {
  const [observations] = fc.sample(fc.array(anyObservation, { minLength: 80, maxLength: 80 }), { numRuns: 1, seed });
  return look(observations!, { source: 'stubhub', eventId }).map(({ fact }) => fact);
});

const publish = async (these: readonly BookFact[]): Promise<number> => {
  let last = 0;
  for (const fact of these) last = (await publisher.publish(subjects.book(fact.data), fact)).sequence;
  return last;
};

const position = async () => {
  const { rows } = await database.pool.query<{ position: string }>(`select position from projections where name = 'books'`);
  return Number(rows[0]?.position ?? -1);
};
const applied = (sequence: number) => until(async () => (await position()) === sequence, { label: `position ${sequence}` });

/** The tables as they are when nothing ever went wrong. */
const undisturbed = async () => {
  const projector = start();
  await applied(await publish(facts));
  await projector.stop();
  const tables = await dumpTables(database.pool);
  await emptyTables(database.pool);
  await database.pool.query('delete from projections');
  return tables;
};

const cutConnections = () =>
  database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tickettape-storage books'`);

const expectDigests = async () => {
  const { rows } = await database.pool.query(
    `select * from books where digest is distinct from book_digest(source, event_id) and digest is not null`,
  );
  expect(rows).toEqual([]);
};

describe('the projector', () => {
  it('applies what is on the tape, then what arrives', async () => {
    const half = facts.length >> 1;
    const first = await publish(facts.slice(0, half));
    start();
    await applied(first);
    await applied(await publish(facts.slice(half)));
    await expectDigests();
    const { rows } = await database.pool.query<{ count: string }>('select count(*) from sweeps');
    expect(Number(rows[0]!.count)).toBe(facts.length);
  });

  it('loses and doubles nothing when its connection is cut again and again', async () => {
    const expected = await undisturbed();
    start();
    for (const seconds of [0, 1, 2, 3, 4]) {
      await until(async () => (await position()) >= (facts.length * seconds) / 6);
      await cutConnections();
    }
    await applied(facts.length);
    expect(await dumpTables(database.pool)).toEqual(expected);
  });

  it('loses and doubles nothing when its process is killed in the middle', async () => {
    const expected = await undisturbed();
    const env = { NATS_URL: nats.url, DATABASE_URL: database.url, LOG_LEVEL: 'warn' };
    for (const share of [0.2, 0.6]) {
      const service = await spawnService('storage', env);
      await until(async () => (await position()) > facts.length * share);
      await service.kill9();
    }
    start();
    await applied(facts.length);
    expect(await dumpTables(database.pool)).toEqual(expected);
  });

  it('goes on where it was after NATS died and came back', async () => {
    const half = facts.length >> 1;
    start();
    await applied(await publish(facts.slice(0, half)));
    await nats.kill9();
    await nats.restart();
    const last = await until(() => publish(facts.slice(half)));
    await until(async () => (await position()) === last, { timeoutMs: 20_000 });
    await expectDigests();
  });

  it('changes nothing when facts are published again', async () => {
    start();
    await applied(await publish(facts));
    const before = await dumpTables(database.pool);
    for (const fact of facts.slice(10, 30)) await tape.js.publish(subjects.book(fact.data), JSON.stringify(fact));
    await applied(facts.length + 20);
    expect(await dumpTables(database.pool)).toEqual(before);
  });

  it('buries a message that meets no contract, leaves a gap, and goes on', async () => {
    const looks = look([aSighting([aListing('a')]), aSighting([aListing('b')]), aSighting([aListing('c')])]).map(({ fact }) => fact);
    await publish(looks.slice(0, 2));
    await tape.js.publish(subjects.book(looks[0]!.data), '{"half":');
    start();
    await applied(await publish(looks.slice(2)));
    const { gaps, books } = await dumpTables(database.pool);
    expect(gaps).toMatchObject([{ stream: 'BOOKS', stream_seq: '3', subject: 'book.stubhub.5958508', reason: 'message-invalid' }]);
    expect(books).toMatchObject([{ sequence: '3', status: 'seen' }]);
    const [dead] = await Array.fromAsync(readForward(tape.jsm, 'DEAD', subjects.dead('storage', 'books'), 1));
    expect([dead!.string(), dead!.header.get(tapeHeaders.deadStream), dead!.header.get(tapeHeaders.deadSequence)]).toEqual([
      '{"half":',
      'BOOKS',
      '3',
    ]);
  });

  it('buries a message whose rows the database refuses, and only that one', async () => {
    const [good] = look([aSighting([aListing('a')])]).map(({ fact }) => fact);
    const refused = { ...good!, data: { ...good!.data, eventId: '1', observedAt: '9999-12-31T23:59:59.999Z' } };
    await database.pool.query(`alter table books add constraint spec check (observed_at < '9000-01-01')`);
    await tape.js.publish('book.stubhub.1', JSON.stringify(refused));
    const last = await publish([good!]);
    start();
    await applied(last);
    await database.pool.query('alter table books drop constraint spec');
    const { gaps, books } = await dumpTables(database.pool);
    expect(gaps).toMatchObject([{ stream_seq: '1', reason: 'message-refused', detail: expect.stringContaining('23514') }]);
    expect(books).toMatchObject([{ event_id: '5958508' }]);
    expect((await tape.jsm.streams.info('DEAD')).state.messages).toBe(1);
  });

  it('hands over to a stand-by within seconds', async () => {
    const first = start();
    await until(() => first.progress.state === 'running');
    const second = start();
    await until(() => second.progress.state === 'standing-by');
    await applied(await publish(facts.slice(0, 20)));
    expect(second.progress).toMatchObject({ state: 'standing-by', error: null });

    await first.stop();
    await until(() => second.progress.state === 'running', { timeoutMs: 3_000 });
    await applied(await publish(facts.slice(20)));
    await expectDigests();
  });

  it('commits the batch in hand when it is stopped', async () => {
    await publish(facts);
    const projector = start();
    await until(() => projector.progress.position > 0);
    await projector.stop();
    expect(await position()).toBe(projector.progress.position);
    expect(projector.progress.state).toBe('stopped');
  });
});

describe('a stream that is not the one the tables come from', () => {
  const changed = (projector: Projector) => until(() => (projector.progress.error as { code?: string } | null)?.code === 'STREAM_CHANGED');

  it('is told when it was created again meanwhile, and nothing of it is applied', async () => {
    const first = start();
    await applied(await publish(facts.slice(0, 5)));
    await first.stop();
    const before = await dumpTables(database.pool);
    await recreate();
    await publish(facts);
    const second = start();
    await changed(second);
    expect(await dumpTables(database.pool)).toEqual(before);
    expect(second.progress.state).toBe('failing');
  });

  it('is told when it is created again while it is read', async () => {
    const projector = start();
    await applied(await publish(facts.slice(0, 5)));
    await recreate();
    await publish(facts);
    await changed(projector);
    expect(await position()).toBe(5);
  });

  it('is told when it lost its end and has grown again since', async () => {
    const projector = start();
    await applied(await publish(facts.slice(0, 5)));
    await projector.stop();
    await database.pool.query(`update projections set position_time = position_time - interval '1 second'`);
    await publish(facts.slice(5, 10));
    await changed(start());
  });

  it('is waited for: when the right one is back, it goes on', async () => {
    const { created } = await tape.jsm.streams.info('BOOKS');
    const first = start();
    await applied(await publish(facts.slice(0, 5)));
    await first.stop();
    await database.pool.query(`update projections set stream_created = 'another'`);
    const second = start();
    await changed(second);
    await database.pool.query('update projections set stream_created = $1', [created]);
    await applied(await publish(facts.slice(5, 10)));
    expect(second.progress).toMatchObject({ state: 'running', error: null });
  });
});

describe('a projector that is stopped while it starts', () => {
  it.each([0, 5, 20, 60])('ends at once, here after %i ms', async (ms) => {
    const projector = start();
    await new Promise((resolve) => setTimeout(resolve, ms));
    await projector.stop();
    expect(projector.progress.state).toBe('stopped');
  });
});

describe('messages that the stream dropped before they were applied', () => {
  it('are a gap', async () => {
    const last = await publish(facts.slice(0, 10));
    await tape.jsm.streams.purge('BOOKS', { seq: 5 });
    start();
    await applied(last);
    const { gaps } = await dumpTables(database.pool);
    expect(gaps!.filter((gap) => (gap as { reason: string }).reason === 'messages-expired')).toMatchObject([
      { stream_seq: '1', subject: '>' },
    ]);
  });
});
