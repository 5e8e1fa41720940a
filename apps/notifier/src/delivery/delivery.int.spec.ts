import { loadBook } from '@tickettape/tape';
import { envelope, subjects, type Watch } from '@tickettape/contracts';
import { until } from '@tickettape/testing';
import { sees } from '@tickettape/watches/examples';
import { describe, expect, it } from 'vitest';
import {
  aWatchOf,
  below95,
  define,
  definedAt,
  endsOf,
  evaluated,
  hook,
  nats,
  newBook,
  publisher,
  record,
  serveTheWorld,
  start,
  tape,
} from '../notifier.examples.js';

serveTheWorld();

describe('delivery', () => {
  const alerted = async (told: Partial<Watch>, env?: Record<string, string>, seen: () => Promise<unknown> = evaluated): Promise<string> => {
    await start(env);
    const book = newBook();
    const watch = aWatchOf(book, below95, told);
    await define(watch);
    await record(book, sees(90));
    await seen();
    return watch.watchId;
  };
  const ended = (watchId: string, count: number) => until(async () => (await endsOf(watchId)).length === count, { timeoutMs: 20_000 });

  it('tries again what the channel could not take, with the same key, and sends nothing twice to the others', async () => {
    hook.answers = [500];
    const watchId = await alerted({ channels: ['log', 'webhook'] });
    await ended(watchId, 2);
    expect(await endsOf(watchId)).toMatchObject([
      { type: 'delivery.sent.v2', data: { channel: 'log', attempts: 1 } },
      { type: 'delivery.sent.v2', data: { channel: 'webhook', attempts: 2 } },
    ]);
    expect(hook.received.map(({ key }) => key)).toEqual(Array.from({ length: 2 }, () => `${watchId}:1:opened:operator:webhook`));
  });

  it('gives up what is refused for good and what is not configured, and says so', async () => {
    hook.answers = [403];
    const watchId = await alerted({ channels: ['webhook', 'telegram'] });
    await ended(watchId, 2);
    expect((await endsOf(watchId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      { type: 'delivery.failed.v2', data: { channel: 'telegram', code: 'CHANNEL_UNCONFIGURED' } },
      { type: 'delivery.failed.v2', data: { channel: 'webhook', code: 'CHANNEL_REFUSED', detail: expect.stringContaining('HTTP 403') } },
    ]);
  });

  it('sends nothing twice because NATS died after the channel had accepted', async () => {
    hook.beforeAnswer = () => nats.kill9();
    const watchId = await alerted({ channels: ['webhook'] }, {}, () => until(() => hook.received.length === 1));
    await nats.restart();
    await ended(watchId, 1);
    expect(await endsOf(watchId)).toMatchObject([{ type: 'delivery.sent.v2' }]);
    expect(hook.received).toHaveLength(1);
  });

  it('never sends old news', async () => {
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['webhook'] });
    await define(watch);
    await record(book, sees(90));
    await until(async () => Date.now() - Date.parse((await loadBook(tape.jsm, book)).book.observedAt!) > 1_000);
    await start({ MAX_ALERT_AGE_SECONDS: '1' });
    await ended(watch.watchId, 1);
    expect(await endsOf(watch.watchId)).toMatchObject([{ type: 'delivery.suppressed.v1', data: { reason: 'too-old' } }]);
    expect(hook.received).toEqual([]);
  });

  it('names the event as the catalogue does', async () => {
    const book = newBook();
    const details = { ...book, name: 'Example Band', venue: 'Hall', city: 'Berlin', country: 'Germany', localDate: '2026-12-31T20:00:00' };
    const unknown = { timeZone: null, startsAt: null, intervalSeconds: null, notes: null };
    const about = { id: `spec:${book.eventId}`, source: '/spec', subject: book.eventId, time: definedAt };
    await publisher.publish(subjects.catalog(book), envelope('event.tracked.v1', about, { ...details, ...unknown, revision: 1 }));
    await start();
    const watch = aWatchOf(book, below95, { channels: ['webhook'] });
    await define(watch);
    await record(book, sees(90));
    await until(() => hook.received.length === 1);
    expect(hook.received[0]!.body.event).toBe(`Example Band, Hall, Berlin, 2026-12-31 20:00 (stubhub/${book.eventId})`);
  });
});
