import { until } from '@tickettape/testing';
import { describe, expect, it } from 'vitest';
import { call, factsUntil, fake, key, start, track, useCollector, waiting } from '../collector-spec.examples.js';
import { listingsBody } from '../fake-source.examples.js';

useCollector();

describe('the endpoints for operators', () => {
  it('tell which requests were made and how the budget stands', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { status: 429, headers: { 'retry-after': '120' } });
    await start({ HOST_REQUESTS_PER_MINUTE: '6000', HOST_REQUESTS_PER_DAY: '5000' });
    await track();
    await factsUntil(2);
    const { body } = await until(async () => {
      const answer = await call('GET', `/admin/requests?eventId=${key.eventId}&last=2`);
      return (answer.body['requests'] as object[]).length === 2 ? answer : null;
    });
    expect(body['requests']).toMatchObject([
      { ...key, operation: 'listings', result: 'throttled', httpStatus: 429, retryAfterMs: 120_000 },
      { ...key, result: 'listings', httpStatus: 200, retryAfterMs: null },
    ]);
    expect(await call('GET', `/admin/requests?result=listings&eventId=${key.eventId}`)).toMatchObject({
      body: { requests: [{ httpStatus: 200 }] },
    });
    const { body: schedule } = await call('GET', '/admin/schedule');
    expect(schedule['hosts']).toMatchObject([
      { host: new URL(fake.url).host, perMinute: 6000, perDay: 5000, today: 2, granted: 2, rate: 0.5, waitsFor: 'retry-after' },
    ]);
  });

  it('show what is due when and why, and sweep at once', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    await start({ INTERVAL_SPEED: '1' });
    await track();
    const first = await until(waiting);
    expect(await call('GET', '/admin/schedule')).toMatchObject({ status: 200, body: { sweeps: [{ ...first, state: 'waiting' }] } });
    const requested = await call('POST', '/admin/sweeps', { eventId: key.eventId });
    expect(requested).toMatchObject({ status: 202, body: { sweeps: [{ ...key, reason: 'requested' }] } });
    await factsUntil(1);
    expect((await until(waiting)).reason).toBe('interval');
  });

  it('refuse what they do not know', async () => {
    await start();
    expect(await call('POST', '/admin/sweeps', { eventId: 'a b' })).toMatchObject({ status: 400 });
    expect(await call('POST', '/admin/sources/nowhere/pause')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});
