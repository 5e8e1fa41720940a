import { subjects } from '@tickettape/contracts';
import { until } from '@tickettape/testing';
import { describe, expect, it } from 'vitest';
import { anEvent } from '../catalogue/catalogue.examples.js';
import {
  asked,
  call,
  facts,
  factsUntil,
  fake,
  key,
  publish,
  start,
  stop,
  tape,
  track,
  useCollector,
  waiting,
} from '../collector-spec.examples.js';
import { listingsBody } from '../fake-source.examples.js';

useCollector();

describe('a tracked event', () => {
  it('is swept soon and again and again, and every look is one message', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { body: listingsBody({ 1: 90 }) });
    await start();
    await track();
    const [first, second, third] = await factsUntil(3);
    expect([first!.type, second!.type, third!.type]).toEqual(['book.keyframed.v1', 'book.changed.v1', 'book.confirmed.v1']);
    await until(async () => (await waiting())?.reason === 'interval');
  });

  it('is swept no more once it is untracked', async () => {
    await start();
    await track();
    await factsUntil(1);
    await track({ revision: 2 }, 'event.untracked.v1');
    await until(async () => (await waiting()) === null);
    const before = asked();
    await expect(call('POST', '/admin/sweeps', { eventId: key.eventId })).resolves.toMatchObject({ status: 404 });
    await publish(subjects.sweepDue(key), { ...key, dueAt: new Date().toISOString(), reason: 'interval' });
    await until(async () => (await tape.jsm.streams.info('SWEEPS')).state.messages === 0);
    expect(asked()).toBe(before);
  });

  it('is not swept once it has begun, nor at a source that is not here', async () => {
    await start();
    await track({ startsAt: '2026-01-01T00:00:00Z' });
    const elsewhere = { source: 'nowhere', eventId: key.eventId };
    await publish(subjects.catalog(elsewhere), anEvent('event.tracked.v1', elsewhere));
    await until(async () => (await tape.jsm.consumers.info('CATALOG', 'collector-catalog')).num_pending === 0);
    expect([await waiting(), await waiting(elsewhere)]).toEqual([null, null]);
  });

  it('is swept sooner when its interval becomes shorter', async () => {
    await start({ INTERVAL_SPEED: '1' });
    const far = Date.now() + 3_600_000;
    await tape.js.publish(subjects.sweepNext(key), JSON.stringify({ ...key, dueAt: new Date(far).toISOString(), reason: 'interval' }), {
      schedule: { specification: new Date(far), target: subjects.sweepDue(key) },
    });
    await track({ intervalSeconds: 60 });
    await until(async () => Date.parse((await waiting())!.dueAt) < Date.now() + 180_000);
  });

  it('keeps a sweep that a person asked for while a look was under way', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }), delayMs: 1_000 });
    await start({ INTERVAL_SPEED: '1' });
    await track();
    await call('POST', '/admin/sweeps', { eventId: key.eventId });
    await until(() => asked() === 1);
    const dueAt = new Date(Date.now() + 3_600_000);
    const due = { ...key, dueAt: dueAt.toISOString(), reason: 'requested' };
    await tape.js.publish(subjects.sweepNext(key), JSON.stringify(due), {
      schedule: { specification: dueAt, target: subjects.sweepDue(key, 'high') },
    });
    await factsUntil(1);
    await until(async () => (await tape.jsm.streams.info('SWEEPS')).state.messages === 1);
    expect(await waiting()).toMatchObject(due);
  });
});

describe('an event that fell out of the schedule', () => {
  it('is found and swept again', async () => {
    await track();
    await start();
    await factsUntil(1);
    await stop();
    await tape.jsm.streams.purge('SWEEPS');
    const before = (await facts()).length;
    await start({ INTERVAL_SPEED: '36000' });
    await factsUntil(before + 1);
  });
});

describe('an event with a priority', () => {
  it('waits in the lane of its priority, and what a person wants goes with the first', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    const targetOf = async () => {
      const message = await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: subjects.sweepNext(key) });
      return message?.header.get('Nats-Schedule-Target') ?? null;
    };
    await start({ INTERVAL_SPEED: '1' });
    await track({ priority: 'low' });
    expect(await until(targetOf)).toBe(subjects.sweepDue(key, 'low'));
    await call('POST', '/admin/sweeps', { eventId: key.eventId });
    await factsUntil(1);
    expect(await until(targetOf)).toBe(subjects.sweepDue(key, 'low'));
    const { body } = await call('GET', '/admin/schedule');
    expect(body['sweeps']).toMatchObject([{ priority: 'low', tier: 'base', everySeconds: 14_400, reason: 'interval' }]);
  });
});
