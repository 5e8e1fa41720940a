import { subjects } from '@tickettape/contracts';
import { loadBook } from '@tickettape/tape';
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
  untrack,
  useCollector,
  waiting,
} from '../collector-spec.examples.js';
import { listingsBody } from '../fake-source.examples.js';
import { payload } from '../sources/stubhub-pro/payloads.examples.js';

useCollector();

describe('a source that refuses', () => {
  it('is paused until a person resumes it, and every book says once that it is blind', async () => {
    const other = { source: 'stubhub', eventId: `${key.eventId}7` };
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { body: payload('login.html') }, { body: listingsBody({ 1: 100 }) });
    fake.script(other.eventId, { body: listingsBody({ 2: 200 }) });
    await start();
    await publish(subjects.catalog(other), anEvent('event.tracked.v1', other));
    await factsUntil(1, other);
    await track();
    await until(async () => (await facts()).at(-1)?.type === 'coverage.lost.v1');
    const paused = await until(async () => {
      const { body } = await call('GET', '/admin/sources');
      const [state] = body['sources'] as { paused: boolean }[];
      return state?.paused && state;
    });
    expect(paused).toMatchObject({ source: 'stubhub', reason: 'blocked', by: 'collector', detail: 'HTTP 200: a login page' });

    await until(async () => (await facts(other)).at(-1)?.type === 'coverage.lost.v1');
    expect((await facts(other)).at(-1)).toMatchObject({ data: { reason: 'blocked', attempts: 0 } });
    expect(await call('POST', '/admin/sweeps')).toMatchObject({ status: 409, body: { code: 'SOURCE_PAUSED' } });

    await stop();
    await start();
    const [looks, requests] = [(await facts()).length + (await facts(other)).length, fake.asked.length];
    const dueAt = (await until(() => waiting()))!.dueAt;
    await until(async () => ((await waiting())?.dueAt ?? dueAt) > dueAt);
    expect([(await facts()).length + (await facts(other)).length, fake.asked.length]).toEqual([looks, requests]);

    expect(await call('POST', '/admin/sources/stubhub/resume')).toMatchObject({ status: 200, body: { paused: false, by: 'operator' } });
    await until(
      async () => (await facts()).at(-1)?.type === 'book.keyframed.v1' && (await facts(other)).at(-1)?.type !== 'coverage.lost.v1',
    );
    expect((await facts()).at(-1)).toMatchObject({ data: { delta: null } });
    await untrack(other);
  });

  it('is left alone for as long as it asks, and nothing is gone meanwhile', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { status: 429, headers: { 'retry-after': '120' } });
    await start();
    await track();
    const all = await factsUntil(2);
    expect(all[1]).toMatchObject({ type: 'coverage.lost.v1', data: { reason: 'throttled', httpStatus: 429 } });
    const next = await until(async () => {
      const due = await waiting();
      return due?.reason === 'retry-after' ? due : null;
    });
    expect(Date.parse(next.dueAt) - Date.now()).toBeGreaterThan(110_000);
    const requests = asked();
    const { body } = await call('POST', '/admin/sweeps', { eventId: key.eventId });
    expect(Date.parse((body['sweeps'] as { dueAt: string }[])[0]!.dueAt) - Date.now()).toBeGreaterThan(110_000);
    expect(asked()).toBe(requests);
  });

  it.each([
    ['unreachable', { status: 500 }],
    ['unreadable', { body: '[{"listingId":1},{"lis' }],
    ['challenged', { status: 403, body: payload('challenge.html') }],
    ['wrong-event', { status: 404 }],
  ])('with a fault ends in %s on the tape and never in gone', async (reason, answer) => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100, 2: 200 }) }, answer);
    await start();
    await track();
    const all = await factsUntil(2);
    expect(all[1]).toMatchObject({ type: 'coverage.lost.v1', data: { reason } });
    expect(all.some((fact) => fact.type === 'book.changed.v1')).toBe(false);
  });

  it.each([
    ['an empty array', { body: '[]' }],
    ['missing ids', { body: '[{"section":"A"},{"listingId":1}]' }],
    ['duplicate ids', { body: '[{"listingId":1},{"listingId":1}]' }],
    ['fewer than it declares', { body: '{"listings":[{"listingId":1}],"totalCount":2}' }],
  ])('to tell all, with %s, is a partial look and nothing is gone', async (_, answer) => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100, 2: 200 }) }, answer);
    await start();
    await track();
    const [, second] = await factsUntil(2);
    expect(second!.data).toMatchObject({ complete: false });
    const { book } = await loadBook(tape.jsm, key);
    expect(book.status === 'seen' && [...book.listings.keys()]).toEqual(['1', '2']);
  });

  it.each([
    ['an empty array', '[]', 'empty-answer'],
    ['a few of many listings', listingsBody({ 1: 100, 2: 100 }), 'collapsed'],
  ])('to show its book, with %s, gets a second look soon, and only when that agrees listings are gone', async (_, body, doubt) => {
    const book = { body: listingsBody(Object.fromEntries(Array.from({ length: 20 }, (__, id) => [id + 1, 100]))) };
    fake.script(key.eventId, book, { body }, book, { body }, { body });
    await start();
    await track();
    const all = await factsUntil(5);
    const said = all.map((fact) => ('complete' in fact.data ? [fact.data.complete, ...fact.data.doubts] : []));
    expect(said).toEqual([[true], [false, doubt], [true], [false, doubt], [true]]);
    expect(all.map((fact) => (fact.type === 'book.changed.v1' ? fact.data.gone.length : 0)).slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(all[4]).toMatchObject({ type: 'book.changed.v1', data: { gone: expect.arrayContaining(['3', '20']) } });
  });
});

describe('the switch of all sources', () => {
  it('stops every request, also after a restart, until it is turned back; a source with a pause of its own stays paused', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    await start();
    await track();
    await factsUntil(1);
    expect(await call('POST', '/admin/pause')).toMatchObject({ status: 200, body: { paused: true, reason: 'requested' } });
    await until(async () => (await facts()).at(-1)?.type === 'coverage.lost.v1');
    await stop();
    await start();
    expect(await call('GET', '/admin/sources')).toMatchObject({ body: { sources: [{ source: 'stubhub', paused: true }] } });
    const requests = asked();
    const dueAt = (await until(() => waiting()))!.dueAt;
    await until(async () => ((await waiting())?.dueAt ?? dueAt) > dueAt);
    expect(asked()).toBe(requests);

    await call('POST', '/admin/sources/stubhub/pause');
    expect(await call('POST', '/admin/resume')).toMatchObject({ status: 200, body: { paused: false } });
    expect(await call('GET', '/admin/sources')).toMatchObject({ body: { sources: [{ paused: true }] } });
    await call('POST', '/admin/sources/stubhub/resume');
    await until(async () => (await facts()).at(-1)?.type === 'book.keyframed.v1');
  });
});
