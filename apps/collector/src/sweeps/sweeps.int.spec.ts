import { parseMinor, subjects } from '@tickettape/contracts';
import { evolve, unseenBook, type Book } from '@tickettape/book';
import { until } from '@tickettape/testing';
import { describe, expect, it } from 'vitest';
import { anEvent } from '../catalogue/catalogue.examples.js';
import { aCollector } from '../collector.examples.js';
import {
  asked,
  facts,
  factsUntil,
  fake,
  isTaken,
  key,
  nats,
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

useCollector();

describe('a sweep', () => {
  it('has after every sweep the book that was served, a null price stays null, and what is missing is gone', async () => {
    const pages = series(12);
    fake.script(key.eventId, ...(pages.map((page) => ({ body: listingsBody(page) })) as [object, ...object[]]));
    await start({ INTERVAL_SPEED: '200000' });
    await track();
    let book = unseenBook();
    for (const [index, fact] of (await factsUntil(pages.length)).slice(0, pages.length).entries()) {
      const before = prices(book);
      book = evolve(book, fact);
      expect(prices(book)).toEqual(inMinor(pages[index]!));
      if (fact.type === 'book.changed.v1') {
        expect(fact.data.gone.toSorted()).toEqual(
          Object.keys(before!)
            .filter((id) => !(id in pages[index]!))
            .toSorted(),
        );
      }
    }
  });

  it('is looked at again soon where a second look settles a doubt', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { body: '[]' });
    await start({ INTERVAL_SPEED: '3600' });
    await track();
    await until(async () => (await waiting())?.reason === 'second-look');
  });

  it('with a book that no message can carry is blind, and nothing is cut', async () => {
    const note = 'x'.repeat(100_000);
    const page = Array.from({ length: 90 }, (__, id) => ({ listingId: id + 1, listingNotes: [note] }));
    fake.script(key.eventId, { body: JSON.stringify(page) });
    await start();
    await track();
    expect((await factsUntil(1))[0]).toMatchObject({ type: 'coverage.lost.v1', data: { reason: 'unreadable' } });
  });
});

describe('a sweep that is delivered again', () => {
  it('makes no request and adds nothing to the book', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    await start({ INTERVAL_SPEED: '400000' });
    await track();
    await factsUntil(1);
    await stop();
    await tape.jsm.streams.purge('SWEEPS');
    const [before, requests] = [(await facts()).length, asked()];
    await start({ INTERVAL_SPEED: '1' });
    await publish(subjects.sweepDue(key), { ...key, dueAt: '2026-01-01T00:00:00.000Z', reason: 'first' });
    await until(async () => (await isTaken()) && (await waiting()));
    expect([(await facts()).length, asked()]).toEqual([before, requests]);
  });

  it('is taken by another replica when the one that held it stops', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }), delayMs: 5_000 }, { body: listingsBody({ 1: 100 }) });
    await start();
    await track();
    await until(() => asked() === 1);
    await stop();
    expect(await facts()).toEqual([]);
    await start();
    expect((await factsUntil(1))[0]).toMatchObject({ type: 'book.keyframed.v1' });
  });
});

describe('two replicas', () => {
  it('share the sweeps of many events, and every book counts its looks without a gap', async () => {
    const keys = Array.from({ length: 6 }, (_, index) => ({ source: 'stubhub', eventId: `${key.eventId}${index}` }));
    const second = await aCollector({ natsUrl: nats.url, sourceUrl: fake.url });
    await start();
    for (const each of keys) await publish(subjects.catalog(each), anEvent('event.tracked.v1', each));
    for (const each of keys) {
      const all = await factsUntil(3, each);
      expect(all.map(({ data }) => data.sequence)).toEqual(all.map((_, index) => index + 1));
    }
    await second.close();
    for (const each of keys) await untrack(each);
  });
});

describe('a look that takes too long', () => {
  it('saw nothing', async () => {
    fake.script(key.eventId, { delayMs: 3_000 });
    await start({ SWEEP_TIMEOUT_SECONDS: '1' });
    await track();
    const [first] = await factsUntil(1);
    expect(first).toMatchObject({ type: 'coverage.lost.v1', data: { reason: 'unreachable', detail: 'the look took too long' } });
  });
});

const prices = (book: Book) =>
  book.status === 'seen' ? Object.fromEntries([...book.listings].map(([id, { allInPrice }]) => [id, allInPrice])) : null;
const inMinor = (page: Record<string, number | null>) =>
  Object.fromEntries(Object.entries(page).map(([id, amt]) => [id, amt === null ? null : parseMinor(String(amt), 'USD')]));

/** Pages of our own making: each changes, loses and gains listings, and some tell no price. */
const series = (length: number): Record<string, number | null>[] =>
  Array.from({ length }, (_, look) => {
    const ids = Array.from({ length: 60 - 3 * look }, (__, index) => 14_000_000_000 + index * 2 + (look > 5 && index % 5 === 0 ? 1 : 0));
    return Object.fromEntries(ids.map((id, index) => [id, index % 11 === 0 ? null : 90 + ((id + look * (index % 4)) % 50) + 0.99]));
  });
