import { until } from '@tickettape/testing';
import { sees } from '@tickettape/watches/examples';
import { describe, expect, it } from 'vitest';
import { aWatchOf, below95, define, evaluated, hook, newBook, record, serveTheWorld, start, typesOf } from '../notifier.examples.js';

serveTheWorld();

describe('the admin endpoints', () => {
  it('show watches with their state, alerts with their deliveries, and try a channel', async () => {
    const app = await start();
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['log', 'telegram'] });
    await define(watch);
    await record(book, sees(90));
    await evaluated();
    await until(async () => (await typesOf(watch.watchId)).length === 3);

    const watches = (await app.inject('/admin/watches')).json<{ watchId: string }[]>();
    expect(watches.find(({ watchId }) => watchId === watch.watchId)).toMatchObject({
      state: 'open',
      alertId: `${watch.watchId}:1`,
      episodes: 1,
    });

    const [newest, ...others] = (await app.inject('/admin/alerts?limit=1')).json<object[]>();
    expect(others).toEqual([]);
    expect(newest).toMatchObject({
      alertId: `${watch.watchId}:1`,
      closedAt: null,
      evidence: { after: { getIn: 9_000 } },
      deliveries: [
        { channel: 'log', status: 'sent', attempts: 1 },
        { channel: 'telegram', status: 'failed', code: 'CHANNEL_UNCONFIGURED' },
      ],
    });

    const tried = await app.inject({ method: 'POST', url: '/admin/channels/webhook/test' });
    expect([tried.statusCode, tried.json()]).toEqual([200, { channel: 'webhook', outcome: 'sent', code: null, detail: null }]);
    expect(hook.received).toHaveLength(1);
    expect((await app.inject({ method: 'POST', url: '/admin/channels/telegram/test' })).json()).toMatchObject({
      code: 'CHANNEL_UNCONFIGURED',
    });
    expect((await app.inject({ method: 'POST', url: '/admin/channels/pigeon/test' })).statusCode).toBe(400);
    expect((await app.inject('/admin/alerts?limit=0')).statusCode).toBe(400);
    expect(Object.keys((await app.inject('/docs-json')).json<{ paths: object }>().paths)).toEqual(
      expect.arrayContaining(['/admin/watches', '/admin/alerts', '/admin/channels/{channel}/test']),
    );
  });
});
