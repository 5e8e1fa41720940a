import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { headers } from '@nats-io/transport-node';
import { DeliveryFact, subjects, tapeHeaders, type AlertOpened } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeHttp, type FakeHttp } from './channels/fake-http.examples.js';
import { anAlertOpened } from './delivery/alert.examples.js';
import { decided } from './delivery/delivery-facts.js';
import { noticeOf } from './delivery/notice.js';
import { startNotifier } from './start-notifier.examples.js';
import { People } from './people/people.js';

let nats: FreshNats;
let tape: Tape;
let channel: FakeHttp;
let app: NestFastifyApplication;
let ann: string;

const startApp = async (): Promise<NestFastifyApplication> => {
  app = await startNotifier({
    NATS_URL: nats.url,
    WEBHOOK_URL: `${channel.url}/operator`,
    WEBHOOK_SECRET: 'a-secret-of-the-spec',
    ALLOW_PRIVATE_ADDRESSES: 'true',
  });
  return app;
};

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
  channel = await fakeHttp(() => ({ status: 204 }));
});
afterAll(async () => {
  await channel.stop();
  await tape.nc.close();
  await nats.stop();
});
beforeEach(async () => {
  channel.taken.length = 0;
  await startApp();
  const address = { channel: 'webhook' as const, url: `${channel.url}/ann`, secret: 'a-secret-of-the-spec' };
  ann = (await app.get(People).add({ name: 'Ann', locale: 'en-GB', timeZone: 'UTC', addresses: [address] })).recipient;
});
afterEach(() => app.close());

const hour = 3_600_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const publishFact = (subject: string, fact: object) => new Publisher(tape.js, tape.jsm).publish(subject, fact);
const tell = (alert: AlertOpened) => publishFact(subjects.alert(alert.data.watchId), alert);

/** Stores a message as it is once more, as `nats pub` would, with other headers. */
const copy = async (subject: string, body: Uint8Array | object, told: Record<string, string> = {}) => {
  const carrier = headers();
  for (const [name, value] of Object.entries(told)) carrier.set(name, value);
  await tape.js.publish(subject, body instanceof Uint8Array ? body : JSON.stringify(body), { headers: carrier });
};

const messagesOf = (subject: string) => Array.fromAsync(readForward(tape.jsm, 'ALERTS', subject, 1));
const factsOf = async (recipient: string): Promise<DeliveryFact[]> =>
  (await messagesOf(subjects.delivery(recipient))).map((message) => DeliveryFact.parse(message.json()));

/** Until nobody has anything to do any more. */
const settled = async () => {
  for (const durable of ['notifier-delivery', 'notifier-outbox', 'notifier-delivery', 'notifier-outbox'])
    await until(async () => {
      const { num_pending, num_ack_pending } = await tape.jsm.consumers.info('ALERTS', durable);
      return num_pending + num_ack_pending === 0;
    });
};

/** An alert that was told as it should be: to the operator and to Ann. */
const told = async (): Promise<AlertOpened> => {
  const alert = anAlertOpened({ channels: ['webhook'], recipients: [ann] });
  await tell(alert);
  await until(() => channel.taken.length === 2);
  await settled();
  channel.taken.length = 0;
  return alert;
};

const expectSilence = async () => {
  await settled();
  expect(channel.taken).toEqual([]);
};

describe('nobody is told again', () => {
  it('by a copy of the alert', async () => {
    const alert = await told();
    await copy(subjects.alert(alert.data.watchId), alert);
    await expectSilence();
  });

  it('by copies of everything that was decided and done', async () => {
    await told();
    for (const subject of [subjects.delivery(ann), subjects.delivery('operator')])
      for (const { data } of await messagesOf(subject)) await copy(subject, data);
    await expectSilence();
  });

  it('by consumers that forgot everything, once or twice at once', async () => {
    await told();
    await app.close();
    for (const durable of ['notifier-delivery', 'notifier-outbox']) await tape.jsm.consumers.delete('ALERTS', durable);
    await startApp();
    await expectSilence();
  });

  it('of a copy that another notifier wrote between: the message that counts is the first', async () => {
    const alert = await told();
    const { notice } = noticeOf(alert)!;
    const again = decided(ann, notice, { kind: 'send', escalatesAtMs: null }, { kind: 'alert', channels: ['webhook'], nowMs: Date.now() });
    await copy(subjects.delivery(ann), again);
    await expectSilence();
  });
});

describe('nobody is told', () => {
  it('of what was seen too long ago, or will be seen: the tape says so', async () => {
    for (const observedAt of [ago(hour + 1), ago(-10 * 60_000)]) {
      const alert = anAlertOpened({ channels: ['webhook'], recipients: [ann] }, observedAt);
      await tell(alert);
    }
    await until(async () => (await factsOf(ann)).length === 2);
    expect(await factsOf(ann)).toMatchObject([{ data: { reason: 'too-old' } }, { data: { reason: 'too-old' } }]);
    await expectSilence();
  });

  it('of a message that was queued too long ago, as in a restored backup', async () => {
    const { notice } = noticeOf(anAlertOpened({ recipients: [ann] }))!;
    const decision = { kind: 'send', escalatesAtMs: null } as const;
    const old = decided(ann, notice, decision, { kind: 'alert', channels: ['webhook'], nowMs: Date.now() - hour - 1 });
    await publishFact(subjects.delivery(ann), old);
    await until(async () => (await factsOf(ann)).length === 2);
    expect((await factsOf(ann))[1]).toMatchObject({ type: 'delivery.failed.v2', data: { code: 'ALERT_TOO_OLD' } });
    await expectSilence();
  });

  type Copy = (subject: string, body: object) => Promise<void>;

  const fromArchive: Copy = (subject, body) => copy(subject, body, { [tapeHeaders.imported]: '7' });

  /** ALERTS takes over what a stream of another system holds, as a copy of production would. */
  const fromElsewhere: Copy = async (subject, body) => {
    await tape.jsm.streams.add({ name: 'ELSEWHERE', subjects: ['elsewhere.>'] });
    const sources = [{ name: 'ELSEWHERE', subject_transforms: [{ src: 'elsewhere.>', dest: '>' }] }];
    await tape.jsm.streams.update('ALERTS', { sources });
    const before = (await messagesOf(subject)).length;
    await copy(`elsewhere.${subject}`, body);
    await until(async () => (await messagesOf(subject)).length > before, { label: 'ALERTS took it over' });
  };

  it.each([
    ['an archive', fromArchive],
    ['a stream of another system', fromElsewhere],
  ])('of what came from %s, however recent it is: an alert, a queued message, or one that was held', async (_, publishFrom) => {
    const alert = anAlertOpened({ channels: ['webhook'], recipients: [ann] });
    await publishFrom(subjects.alert(alert.data.watchId), alert);
    const { notice } = noticeOf(anAlertOpened({ recipients: [ann] }))!;
    const send = { kind: 'send', escalatesAtMs: Date.now() } as const;
    await publishFrom(subjects.delivery(ann), decided(ann, notice, send, { kind: 'alert', channels: ['webhook'], nowMs: Date.now() }));
    const other = noticeOf(anAlertOpened({ recipients: [ann] }))!.notice;
    const hold = { kind: 'hold', why: 'digest', untilMs: Date.now() - 1 } as const;
    await publishFrom(subjects.delivery(ann), decided(ann, other, hold, { kind: 'alert', channels: ['webhook'], nowMs: Date.now() - 2 }));
    await expectSilence();
    await app.close();
    await startApp();
    await expectSilence();
    expect((await factsOf(ann)).map(({ type }) => type)).toEqual(['delivery.queued.v1', 'delivery.held.v1']);
  });
});
