import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { bucketNames, connectTape, consumers, declareTape, type Tape } from '@tickettape/jetstream';
import { until } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNatsCluster, type NatsCluster, type NatsUser } from './cluster/nats-cluster.js';

let nats: NatsCluster;
let operator: Tape;
const connections = new Map<NatsUser, NatsConnection>();

const users = ['sheet-sync', 'collector', 'storage', 'notifier', 'backup'] as const;
type User = (typeof users)[number];

beforeAll(async () => {
  nats = await startNatsCluster({ size: 1, tls: false });
  operator = await connectTape({ ...nats.as('operator'), name: 'operator' });
  await declareTape(operator, 1);
  for (const user of users) {
    const { servers, password } = nats.as(user);
    connections.set(user, await connect({ servers, user, pass: password!, inboxPrefix: `_INBOX_${user}`, timeout: 2_000 }));
  }
}, 60_000);
afterAll(async () => {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
  await operator?.nc.close();
  await nats?.stop();
});

/** Whether the server lets `user` send to `subject`: a refusal comes as an error of the connection, and a flush after it tells that none came. */
const maySend = async (user: User, subject: string, body = '{}'): Promise<boolean> => {
  const connection = connections.get(user)!;
  let refused = false;
  const status = connection.status();
  const listening = (async () => {
    for await (const event of status) if (event.type === 'error' && String(event.error).includes(subject)) refused = true;
  })();
  connection.publish(subject, body);
  await connection.flush();
  await connection.flush();
  (status as AsyncIterable<unknown> & { stop?: () => void }).stop?.();
  void listening;
  return !refused;
};

const facts = {
  CATALOG: 'catalog.stubhub.1',
  BOOKS: 'book.stubhub.1',
  WATCHES: 'watch.cheap',
  ALERTS: 'alert.cheap',
  SOURCES: 'source.stubhub',
  SWEEPS: 'sweep.next.stubhub.1',
  REQUESTS: 'request.stubhub.1',
  ANSWERS: 'answer.stubhub.1',
} as const;

const writes: Record<User, readonly (keyof typeof facts)[]> = {
  'sheet-sync': ['CATALOG', 'WATCHES'],
  collector: ['BOOKS', 'SOURCES', 'SWEEPS', 'REQUESTS', 'ANSWERS'],
  storage: [],
  notifier: ['ALERTS'],
  backup: [],
};

const ownConsumers = (user: User) => Object.values(consumers).filter(({ durable }) => durable.startsWith(`${user}-`));
const ownBuckets: Record<User, readonly string[]> = {
  'sheet-sync': ['REMOVALS', 'LEASES'],
  collector: ['SOURCES', 'BUDGETS', 'TOKENS', 'HANDOFFS'],
  storage: ['PATTERNS'],
  notifier: ['PEOPLE'],
  backup: [],
};

describe.each(users)('%s', (user) => {
  it.each(Object.entries(facts))('writes to %s only if that is its stream', async (stream, subject) => {
    expect(await maySend(user, subject)).toBe(writes[user].includes(stream as keyof typeof facts));
  });

  it('buries only under its own name', async () => {
    for (const other of users)
      expect(await maySend(user, `dead.${other}.x`), other).toBe(other === user && ['collector', 'storage', 'notifier'].includes(user));
  });

  it('makes, changes, deletes or empties no stream', async () => {
    for (const stream of [...Object.keys(facts), 'DEAD', 'KV_SOURCES', 'KV_LEASES', 'NEW'])
      for (const verb of ['CREATE', 'UPDATE', 'DELETE', 'PURGE', 'RESTORE', 'SNAPSHOT', 'MSG.DELETE'])
        expect(await maySend(user, `$JS.API.STREAM.${verb}.${stream}`, '{"filter":"sweep.next.none.none"}'), `${verb} ${stream}`).toBe(
          user === 'collector' && verb === 'PURGE' && stream === 'SWEEPS',
        );
  });

  it('takes messages from and settles those of its own consumers only', async () => {
    for (const { stream, durable } of Object.values(consumers)) {
      const own = durable.startsWith(`${user}-`);
      expect(await maySend(user, `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, '{"no_wait":true}'), durable).toBe(own);
      expect(await maySend(user, `$JS.ACK.${stream}.${durable}.1.1.1.1.1`, '+WPI'), durable).toBe(own);
      expect(await maySend(user, `$JS.API.CONSUMER.DELETE.${stream}.${durable}`), durable).toBe(false);
      expect(await maySend(user, `$JS.API.CONSUMER.CREATE.${stream}.${durable}.x`), durable).toBe(own);
    }
  });

  it('declares its own consumers as the code does', async () => {
    for (const { stream, durable } of ownConsumers(user))
      expect(await (await jetstream(connections.get(user)!).consumers.get(stream, durable)).info()).toBeTruthy();
  });

  it('writes to its own buckets and reads no other', async () => {
    for (const bucket of bucketNames) {
      const own = ownBuckets[user].includes(bucket);
      expect(await maySend(user, `$KV.${bucket}.key`), bucket).toBe(own);
      const reads = own || (user === 'collector' && bucket === 'PATTERNS') || (user === 'notifier' && bucket === 'HANDOFFS');
      expect(await maySend(user, `$JS.API.STREAM.MSG.GET.KV_${bucket}`), bucket).toBe(reads);
      expect(await maySend(user, `$JS.API.DIRECT.GET.KV_${bucket}.$KV.${bucket}.key`), bucket).toBe(false);
    }
    for (const bucket of ownBuckets[user]) {
      const kv = await new Kvm(connections.get(user)!).open(bucket);
      const revision = await kv.put('tried', 'here');
      expect((await kv.get('tried'))!.string()).toBe('here');
      await expect(kv.update('tried', 'again', revision - 1)).rejects.toThrow(/wrong last sequence/);
    }
  });

  it('reads nobody else’s answers', async () => {
    const connection = connections.get(user)!;
    for (const subject of ['_INBOX.>', '_INBOX_operator.>', '>', 'book.>']) {
      const refused = new Promise<unknown>((resolve) =>
        connection.subscribe(subject, { callback: (error) => void (error && resolve(error)) }),
      );
      expect(String(await refused), subject).toMatch(/[Pp]ermissions? [Vv]iolation/);
    }
  });
});

describe('the operator', () => {
  it('declares all of it again, and nothing changes', async () => {
    const before = await operator.jsm.streams.info('BOOKS');
    await declareTape(operator, 1);
    const after = await operator.jsm.streams.info('BOOKS');
    expect(after.config).toEqual(before.config);
    expect(after.created).toBe(before.created);
  });

  it('protects facts from being deleted and purged, and remembers ids for longer than a publish is tried', async () => {
    for (const stream of ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'SOURCES']) {
      const { config } = await operator.jsm.streams.info(stream);
      expect(config).toMatchObject({ deny_delete: true, deny_purge: true, retention: 'limits', duplicate_window: 600e9 });
      await expect(operator.jsm.streams.purge(stream)).rejects.toThrow(/purge not permitted/);
    }
  });

  it('finds in the log of the server what was refused, which the rehearsal looks for', async () => {
    expect(await maySend('storage', 'book.stubhub.1')).toBe(false);
    await until(() => nats.servers[0]!.refused().some((line) => line.includes('user:storage') && line.includes('book.stubhub.1')));
  });

  it('is refused with a wrong password, and nobody comes in without a name', async () => {
    const { servers } = nats.as('operator');
    await expect(connect({ servers, user: 'operator', pass: 'wrong', reconnect: false })).rejects.toThrow(/[Aa]uthorization/);
    await expect(connect({ servers, reconnect: false })).rejects.toThrow(/[Aa]uthorization/);
  });
});
