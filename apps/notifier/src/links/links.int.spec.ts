import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeHttp, type FakeHttp } from '../channels/fake-http.examples.js';
import { anAlertOpened } from '../delivery/alert.examples.js';
import { Outboxes } from '../delivery/outboxes.js';
import { startNotifier } from '../start-notifier.examples.js';
import { People } from '../people/people.js';
import { Links } from './links.js';

let nats: FreshNats;
let tape: Tape;
let channel: FakeHttp;
let app: NestFastifyApplication;
let ann: string;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
  channel = await fakeHttp(() => ({ status: 204 }));
  const links = { PUBLIC_URL: 'https://tape.example.org/', LINK_SECRET: 'a-secret-of-the-links' };
  app = await startNotifier({ NATS_URL: nats.url, ALLOW_PRIVATE_ADDRESSES: 'true', ...links });
  const webhook = { channel: 'webhook' as const, url: `${channel.url}/ann`, secret: 'a-secret-of-the-spec' };
  const addresses = [webhook, { channel: 'email' as const, address: 'ann@example.org' }];
  ann = (await app.get(People).add({ name: 'Ann', locale: 'en-GB', timeZone: 'UTC', addresses })).recipient;
});
afterAll(async () => {
  await app.close();
  await channel.stop();
  await tape.nc.close();
  await nats.stop();
});

const pathOf = (link: string | null): string => link!.slice('https://tape.example.org'.length);

describe('the links of a message', () => {
  it('acknowledge when they are pressed, and not when a mailbox looks at them', async () => {
    const alert = anAlertOpened({ recipients: [ann] });
    await new Publisher(tape.js, tape.jsm).publish(subjects.alert(alert.data.watchId), alert);
    await until(() => channel.taken.length === 1);
    const { links } = JSON.parse(channel.taken[0]!.body.toString()) as { links: { acknowledge: string; stop: string | null } };
    expect(links.acknowledge).toMatch(/^https:\/\/tape\.example\.org\/told\?t=/);
    expect(links.stop).toBeNull();
    const isAcknowledged = async () =>
      [...(await app.get(Outboxes).current(ann)).messages.values()].some((message) => message.isAcknowledged);

    const looked = await app.inject(pathOf(links.acknowledge));
    expect([looked.statusCode, looked.body.includes('I have seen it'), await isAcknowledged()]).toEqual([200, true, false]);
    const pressed = await app.inject({ method: 'POST', url: pathOf(links.acknowledge) });
    expect([pressed.statusCode, await isAcknowledged()]).toEqual([200, true]);
  });

  it('stop e-mails by one click of the mailbox', async () => {
    const { stop } = app.get(Links).of(ann, 'k', 'email');
    const payload = 'List-Unsubscribe=One-Click';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await app.inject({ method: 'POST', url: pathOf(stop), payload, headers })).statusCode).toBe(200);
    expect((await app.get(People).get(ann)).addresses.map(({ channel: name, inactive }) => [name, inactive?.why ?? null])).toEqual([
      ['webhook', null],
      ['email', 'the person asked for no more e-mails'],
    ]);
  });

  it('do nothing where we did not sign them, or signed them for something else', async () => {
    const { acknowledge } = app.get(Links).of(ann, 'k', 'email');
    const [text, signature] = pathOf(acknowledge).slice('/told?t='.length).split('.') as [string, string];
    const forged = Buffer.from(Buffer.from(text, 'base64url').toString().replace('acknowledge', 'stop')).toString('base64url');
    for (const url of [
      `/told?t=${forged}.${signature}`,
      `/told?t=${text}.`,
      `/told?t=${text}.${encodeURIComponent(signature.replace(/^./, 'é'))}`,
      '/told',
      `/told/picture.png?t=${text}.${signature}`,
    ])
      expect((await app.inject({ method: 'GET', url })).statusCode).toBe(404);
  });
});
