import { until } from '@tickettape/testing';
import { sees } from '@tickettape/watches/examples';
import { describe, expect, it } from 'vitest';
import {
  aWatchOf,
  below95,
  conditions,
  define,
  delivered,
  episodesOf,
  evaluated,
  expectedOf,
  factsOf,
  hook,
  market,
  nats,
  newBook,
  publishAgain,
  record,
  remove,
  running,
  serveTheWorld,
  start,
  stop,
  tape,
  toldOf,
  typesOf,
} from './notifier.examples.js';
import { Watches } from './watches/watches.js';

serveTheWorld();

describe('the notifier on the tape', () => {
  it('tells an alert with its reason, delivers it once and says when it is over', async () => {
    await start();
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['log', 'webhook'] });
    await define(watch);
    await record(book, sees(103.4), sees(92.1), sees(91));
    await until(async () => (await typesOf(watch.watchId)).length === 3);
    await record(book, sees(97));
    await until(async () => (await typesOf(watch.watchId)).length === 4);
    expect((await typesOf(watch.watchId)).toSorted()).toEqual([
      'alert.closed.v1',
      'alert.opened.v1',
      'delivery.sent.v2',
      'delivery.sent.v2',
    ]);
    expect(hook.received).toMatchObject([
      {
        key: `${watch.watchId}:1:opened:operator:webhook`,
        body: { reason: expect.stringMatching(/^get-in 92\.10 USD is below 95\.00 USD; it was 103\.40 USD at/) },
      },
    ]);
  });

  it('tells what the pure decision tells: all conditions, partial and blind looks, keyframes', async () => {
    await start();
    const book = newBook();
    const watches = conditions.map((condition) => aWatchOf(book, condition));
    for (const watch of watches) await define(watch);
    await record(book, ...market(60));
    await evaluated();
    for (const watch of watches) {
      const expected = await expectedOf(watch);
      expect(expected.length).toBeGreaterThan(0);
      expect(await episodesOf(watch.watchId)).toEqual(expected);
    }
  });

  it('from any restart in the middle, with messages published twice, the alerts are the same', async () => {
    const book = newBook();
    const watches = conditions.map((condition) => aWatchOf(book, condition));
    for (const watch of watches) await define(watch);
    for (const part of [market(13), market(29).slice(13), market(50).slice(29)]) {
      const app = await start();
      await record(book, ...part);
      await publishAgain(book, 3);
      await publishAgain(book, 12);
      await until(async () => (await tape.jsm.consumers.info('BOOKS', 'notifier-books')).num_pending < 8, { timeoutMs: 20_000 });
      await stop(app);
    }
    await start();
    await evaluated();
    for (const watch of watches) expect(await episodesOf(watch.watchId)).toEqual(await expectedOf(watch));
  });

  it('two notifiers at once tell and deliver each alert once', async () => {
    await Promise.all([start(), start()]);
    const book = newBook();
    const watches = conditions.map((condition) => aWatchOf(book, condition, { channels: ['webhook'] }));
    for (const watch of watches) await define(watch);
    await record(book, ...market(60));
    await evaluated();
    await delivered();
    for (const watch of watches) expect(await episodesOf(watch.watchId)).toEqual(await expectedOf(watch));
    const opened = (await Promise.all(watches.map(({ watchId }) => typesOf(watchId)))).flat().filter((type) => type === 'alert.opened.v1');
    expect(hook.received).toHaveLength(opened.length);
    expect(new Set(hook.received.map(({ key }) => key)).size).toBe(opened.length);
  });

  it('evaluated all over again from the beginning, the tape gives no further alert and no further delivery', async () => {
    await start();
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['webhook'] });
    await define(watch);
    await record(book, sees(90), sees(100), sees(91));
    await evaluated();
    await until(async () => (await typesOf(watch.watchId)).length === 5);
    await Promise.all(running.splice(0).map((app) => app.close()));
    const before = [await factsOf(watch.watchId), await toldOf(watch.watchId)];
    await tape.jsm.consumers.delete('BOOKS', 'notifier-books');
    await tape.jsm.consumers.delete('ALERTS', 'notifier-delivery');
    await tape.jsm.consumers.delete('ALERTS', 'notifier-outbox');
    hook.received = [];
    await start();
    await evaluated();
    await delivered();
    expect([await factsOf(watch.watchId), await toldOf(watch.watchId)]).toEqual(before);
    expect(hook.received).toEqual([]);
  });

  it('closes the episode of a watch that is removed or asks something else', async () => {
    await start();
    const book = newBook();
    const [changed, removed] = [aWatchOf(book, below95), aWatchOf(book, below95)];
    await define(changed);
    await define(removed);
    await record(book, sees(90));
    await evaluated();
    const now = new Date().toISOString();
    await define({ ...changed, condition: { ...below95, price: 8_000 } }, 2, now);
    await remove(removed.watchId, 2, now);
    await until(async () => (await episodesOf(changed.watchId)).length === 2 && (await episodesOf(removed.watchId)).length === 2);
    await define(removed, 1);
    await record(book, sees(85), sees(79));
    await evaluated();
    expect(await episodesOf(changed.watchId)).toMatchObject([
      { type: 'alert.opened.v1' },
      { type: 'alert.closed.v1', data: { reason: 'the watch was changed', position: null } },
      { type: 'alert.opened.v1', data: { episode: 2, reason: expect.stringContaining('79.00 USD is below 80.00 USD') } },
    ]);
    expect(await episodesOf(removed.watchId)).toMatchObject([{}, { data: { reason: 'the watch was removed' } }]);
  });

  it('goes on after NATS died, with watches that came since', async () => {
    const app = await start();
    const book = newBook();
    await nats.kill9();
    await nats.restart();
    const watch = aWatchOf(book, below95);
    await until(() => define(watch).then(() => true));
    const isKnown = () =>
      app
        .get(Watches)
        .all()
        .some(({ watchId }) => watchId === watch.watchId);
    await until(isKnown, { timeoutMs: 20_000, label: 'the watch is known' });
    await record(book, sees(100), sees(90));
    await until(async () => (await episodesOf(watch.watchId)).length === 1, { timeoutMs: 20_000 });
  });
});
