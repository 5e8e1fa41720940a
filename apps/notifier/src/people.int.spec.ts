import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kvm } from '@nats-io/kv';
import { readForward } from '@tickettape/jetstream';
import { until } from '@tickettape/testing';
import { describe, expect, it } from 'vitest';
import type { Person } from './people/person.js';
import {
  add,
  alert,
  answers,
  ask,
  channels,
  clock,
  factsOf,
  isTold,
  nats,
  paths,
  servePeople,
  start,
  tape,
  typesOf,
  webhookOf,
} from './people.examples.js';

servePeople();

describe('people', () => {
  it('are told where a watch names them, each by their channels, and the operator by the channels of the watch', async () => {
    const app = await start();
    const [ann, bob] = [await add(app, 'ann'), await add(app, 'bob')];
    await alert([ann.recipient, bob.recipient]);
    for (const { recipient } of [ann, bob]) await isTold(recipient, 'delivery.queued.v1', 'delivery.sent.v2');
    expect(paths().toSorted()).toEqual(['/ann', '/bob']);
    expect((await factsOf('operator')).at(-1)).toMatchObject({ type: 'delivery.sent.v2', data: { channel: 'log' } });
  });

  it('get what was held in their quiet hours as one message when these are over', async () => {
    const app = await start();
    const ann = await add(app, 'ann', { quietHours: { from: clock(-5), to: clock(30) } });
    await alert([ann.recipient]);
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.held.v1', 'delivery.held.v1');
    expect(channels.taken).toEqual([]);
    await alert([ann.recipient], 'high');
    await until(() => channels.taken.length === 1);
    expect((await factsOf(ann.recipient))[0]).toMatchObject({ data: { why: 'quiet-hours', notice: { severity: 'normal' } } });
  });

  it('get one message of everything when room is in their hour again', async () => {
    const app = await start();
    const ann = await add(app, 'ann', { maxPerHour: 1 });
    await alert([ann.recipient]);
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.queued.v1', 'delivery.sent.v2', 'delivery.held.v1');
    await ask(app, 'PATCH', `/admin/people/${ann.recipient}`, { maxPerHour: null });
    expect((await ask<Person>(app, 'GET', `/admin/people/${ann.recipient}/export`)).body).toMatchObject({ person: { name: 'ann' } });
    expect(paths()).toEqual(['/ann']);
  });

  it('are told nothing while muted, of one watch or of all, and the tape says so', async () => {
    const app = await start();
    const ann = await add(app, 'ann');
    await ask(app, 'POST', `/admin/people/${ann.recipient}/mute`, { until: new Date(Date.now() + 60_000).toISOString() });
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.suppressed.v1');
    await ask(app, 'POST', `/admin/people/${ann.recipient}/mute`, { until: null });
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.suppressed.v1', 'delivery.queued.v1', 'delivery.sent.v2');
  });

  it('whose channel is gone are not tried there again until it is added anew', async () => {
    const app = await start();
    const ann = await add(app, 'ann');
    answers.status = 410;
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.queued.v1', 'delivery.failed.v2');
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.queued.v1', 'delivery.failed.v2', 'delivery.suppressed.v1');
    expect(paths()).toEqual(['/ann']);
    answers.status = 200;
    await ask(app, 'PATCH', `/admin/people/${ann.recipient}`, { addresses: [webhookOf('ann')] });
    await alert([ann.recipient]);
    await until(() => channels.taken.length === 2);
  });

  it('two notifiers at once tell each of them once', async () => {
    const [app] = await Promise.all([start(), start()]);
    const ann = await add(app, 'ann', { maxPerHour: 3 });
    for (let count = 0; count < 8; count += 1) await alert([ann.recipient]);
    await until(async () => (await typesOf(ann.recipient)).filter((type) => type !== 'delivery.sent.v2').length === 8, {
      timeoutMs: 20_000,
    });
    await until(async () => (await typesOf(ann.recipient)).filter((type) => type === 'delivery.sent.v2').length === 3, {
      timeoutMs: 20_000,
    });
    expect(paths()).toEqual(['/ann', '/ann', '/ann']);
  });
});

describe('what failed', () => {
  it('is listed and sent once more by hand, once', async () => {
    const app = await start();
    const ann = await add(app, 'ann');
    answers.status = 400;
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.queued.v1', 'delivery.failed.v2');
    const { deliveries } = (
      await ask<{ deliveries: { deliveryKey: string }[] }>(app, 'GET', `/admin/deliveries/failed?recipient=${ann.recipient}`)
    ).body;
    expect(deliveries).toMatchObject([{ failed: ['webhook'], sent: [] }]);
    answers.status = 200;
    const chosen = { recipient: ann.recipient, deliveryKey: deliveries[0]!.deliveryKey };
    expect((await ask(app, 'POST', '/admin/deliveries/redrive', chosen)).body).toMatchObject({ channels: ['webhook'] });
    await until(() => channels.taken.length === 2);
    await until(async () => (await typesOf(ann.recipient)).at(-1) === 'delivery.sent.v2');
    expect((await ask(app, 'GET', `/admin/deliveries/failed?recipient=${ann.recipient}`)).body).toEqual({ deliveries: [] });
    expect((await ask(app, 'POST', '/admin/deliveries/redrive', { ...chosen, deliveryKey: 'none' })).status).toBe(404);
  });

  it('can be acknowledged once', async () => {
    const app = await start();
    const ann = await add(app, 'ann');
    const watchId = await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.queued.v1', 'delivery.sent.v2');
    const chosen = { recipient: ann.recipient, deliveryKey: `${watchId}:1:opened:${ann.recipient}` };
    expect((await ask(app, 'POST', '/admin/deliveries/acknowledge', chosen)).body).toEqual({ acknowledged: true });
    expect((await ask(app, 'POST', '/admin/deliveries/acknowledge', chosen)).body).toEqual({ acknowledged: false });
    expect((await ask(app, 'POST', '/admin/deliveries/acknowledge', { ...chosen, deliveryKey: 'none' })).status).toBe(404);
  });
});

describe('erasing a person', () => {
  it('leaves no trace of who they were: not in the bucket, the streams, the answers of the service nor the files of the server', async () => {
    const app = await start();
    const planted = {
      name: 'Planted Surname',
      addresses: [{ channel: 'email', address: 'planted@example.org' }, webhookOf('planted-path')],
    };
    const { body: person } = await ask<Person>(app, 'POST', '/admin/people', planted);
    await ask(app, 'PATCH', `/admin/people/${person.recipient}`, { timeZone: 'Asia/Kathmandu', name: 'Planted Newname' });
    await ask(app, 'POST', `/admin/people/${person.recipient}/mute`, { until: null });
    await alert([person.recipient]);
    await until(async () => (await typesOf(person.recipient)).filter((type) => type !== 'delivery.queued.v1').length === 2);

    expect((await ask(app, 'DELETE', `/admin/people/${person.recipient}`)).body).toEqual({ recipient: person.recipient, erased: true });
    expect((await ask(app, 'GET', `/admin/people/${person.recipient}/export`)).status).toBe(404);
    expect((await ask(app, 'DELETE', `/admin/people/${person.recipient}`)).status).toBe(404);
    await alert([person.recipient]);
    await until(async () => (await typesOf(person.recipient)).at(-1) === 'delivery.suppressed.v1');

    const traces = /planted|Kathmandu/i;
    for (const { config } of await tape.jsm.streams.list().next()) {
      const messages = await Array.fromAsync(readForward(tape.jsm, config.name as 'ALERTS', '>', 1));
      expect(messages.map((message) => message.string()).join('\n')).not.toMatch(traces);
    }
    if (nats.folder !== null) expect(await filesUnder(nats.folder)).not.toMatch(traces);
    expect(await (await new Kvm(tape.nc).open('PEOPLE')).get(person.recipient)).toMatchObject({ operation: 'PURGE' });
    expect((await ask(app, 'GET', '/admin/people')).body).not.toMatchObject({ people: [{ name: 'Planted Newname' }] });
  });
});

/** Everything that lies under a folder, as text. */
const filesUnder = async (folder: string): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join('\n');
};
