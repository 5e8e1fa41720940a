import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMarketplace, type Settings } from './marketplace.js';
import { createServer } from './server.js';
import type { ProListing } from './wire/pro-listings.js';

const epoch = new Date('2026-12-01T00:00:00Z');
const newYork = '5010000011';
const tokyo = '5010300011';
const quiet: Settings = { seed: 1, speed: 720, events: 6, faults: 'none', sheetFlaws: true };

let app: FastifyInstance;
let url: string;
let realSeconds: number;

const open = async (settings: Partial<Settings> = {}) => {
  realSeconds = 10;
  app = createServer(openMarketplace({ ...quiet, ...settings }, epoch, () => new Date(epoch.getTime() + realSeconds * 1000)));
  url = await app.listen({ host: '127.0.0.1', port: 0 });
};
beforeEach(() => open());
afterEach(() => app.close());

const look = (eventId = newYork, init?: RequestInit) =>
  fetch(`${url}/api/Listing/GetCompListingsByEventId?viagogoEventId=${eventId}`, init);
const items = async (eventId?: string) => (await (await look(eventId)).json()) as ProListing[];
const json = async <Body>(path: string): Promise<Body> => (await fetch(url + path)).json() as Promise<Body>;
const arm = (body: unknown) =>
  fetch(`${url}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the listings', () => {
  it('are a bare array, the same by GET and by PUT with any empty body', async () => {
    const got = await items();
    expect(got.length).toBeGreaterThan(60);
    for (const headers of [undefined, { 'content-type': 'application/json' }, { 'content-type': 'text/plain' }]) {
      expect(await (await look(newYork, { method: 'PUT', ...(headers && { headers }) })).json()).toEqual(got);
    }
  });

  it('are those of the simulated time in the header', async () => {
    const response = await look();
    const at = response.headers.get('x-simulated-seconds');
    const truth = await json<{ listings: { listingId: string }[] }>(`/truth/events/${newYork}?at=${at}`);
    expect(at).toBe('7200');
    const ids = ((await response.json()) as ProListing[]).map(({ listingId }) => String(listingId));
    expect(ids.toSorted()).toEqual(truth.listings.map(({ listingId }) => listingId).toSorted());
  });

  it('of an event that nobody knows are a page with status 404', async () => {
    const response = await look('1');
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

describe('a fault', () => {
  it.each([
    [{ kind: 'throttled', retryAfterSeconds: 7 }, 429],
    [{ kind: 'throttled-silent' }, 429],
    [{ kind: 'error', status: 503 }, 503],
    [{ kind: 'forbidden' }, 403],
    [{ kind: 'login' }, 200],
    [{ kind: 'challenge', status: 200 }, 200],
    [{ kind: 'truncated' }, 200],
    [{ kind: 'duplicates' }, 200],
    [{ kind: 'missing-fields' }, 200],
    [{ kind: 'empty' }, 200],
    [{ kind: 'wrong-type' }, 200],
  ])('%j spoils one answer with status %i, and only of its event', async (fault, status) => {
    const honest = await items();
    expect((await arm({ ...fault, eventId: newYork })).status).toBe(201);
    expect((await look(tokyo)).headers.get('content-type')).toContain('json');
    const spoilt = await look();
    expect(spoilt.status).toBe(status);
    expect(await spoilt.text()).not.toBe(JSON.stringify(honest));
    expect(await items()).toEqual(honest);
  });

  it('throttled says for how long, throttled-silent does not', async () => {
    await arm({ kind: 'throttled', retryAfterSeconds: 7 });
    await arm({ kind: 'throttled-silent' });
    expect((await look()).headers.get('retry-after')).toBe('7');
    expect((await look()).headers.get('retry-after')).toBeNull();
  });

  it('slow answers late, and honestly', async () => {
    await arm({ kind: 'slow', delayMs: 150 });
    const startedAt = performance.now();
    expect((await items()).length).toBeGreaterThan(60);
    expect(performance.now() - startedAt).toBeGreaterThan(140);
  });

  it('reset breaks the connection', async () => {
    await arm({ kind: 'reset' });
    await expect(look()).rejects.toThrow('fetch failed');
  });

  it('can be listed and taken back', async () => {
    await arm({ kind: 'empty', times: 5, after: 1 });
    expect(await json('/faults')).toEqual([{ id: 1, kind: 'empty', eventId: null, times: 5, after: 1 }]);
    expect((await fetch(`${url}/faults`, { method: 'DELETE' })).status).toBe(204);
    expect(await json('/faults')).toEqual([]);
  });

  it.each([
    [{ kind: 'meteor' }, 400, /kind: /],
    [{ kind: 'slow', delayMs: 'long' }, 400, /delayMs: /],
    [{ kind: 'empty', eventId: '1' }, 404, /event 1/],
  ])('that is wrong is refused: %j', async (fault, status, message) => {
    const response = await arm(fault);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { message: string }).message).toMatch(message);
  });
});

describe('a source with pages', () => {
  it('shows them one by one under their total, and each look suffers its fault on all of them', async () => {
    const honest = await items();
    await app.close();
    await open({ pageSize: 30 });
    type Page = { listings: ProListing[]; totalCount: number; pageCount: number };
    const page = async (number: number) =>
      (await (await fetch(`${url}/api/Listing/GetCompListingsByEventId?viagogoEventId=${newYork}&page=${number}`)).json()) as Page;
    const { pageCount, totalCount } = await page(1);
    const shown = await Promise.all(Array.from({ length: pageCount }, (_, index) => page(index + 1)));
    expect(shown.flatMap(({ listings }) => listings)).toEqual(honest);
    expect(totalCount).toBe(honest.length);
    await arm({ kind: 'pages-overlap' });
    const [first, second] = [await page(1), await page(2)];
    expect(second.listings.slice(0, 3)).toEqual(first.listings.slice(-3));
    expect(await page(1)).toEqual(first);
  });
});

describe('a source with a limit', () => {
  it('tells what it says that it bears, bans at the truth, and forgives when it is given another', async () => {
    const body = JSON.stringify({ requests: 2, windowSeconds: 10, declaredRequests: 50 });
    await fetch(`${url}/limit`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
    const statuses = [await look(), await look(), await look(tokyo), await look()].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 403, 403]);
    expect((await look()).headers.get('x-ratelimit-limit')).toBe('50');
    expect(await json('/limit')).toMatchObject({ banned: true, bans: 1, requests: 5 });
    await fetch(`${url}/limit`, { method: 'DELETE' });
    expect((await look()).status).toBe(200);
  });
});

describe('a cache in front of a source', () => {
  it('frozen: the bytes of the last honest answer; stale: those of one before', async () => {
    const answers: string[] = [];
    for (realSeconds of [20, 40, 60]) answers.push(await (await look()).text());
    realSeconds = 80;
    await arm({ kind: 'frozen' });
    await arm({ kind: 'stale', answersAgo: 1 });
    expect([await (await look()).text(), await (await look()).text()]).toEqual([answers[2], answers[1]]);
    expect(answers).not.toContain(await (await look()).text());
  });
});

describe('the default run', () => {
  beforeEach(async () => {
    await app.close();
    await open({ faults: 'default' });
  });

  it('has several outcomes within 45 seconds, and most looks are honest', async () => {
    const statuses: string[] = [];
    const events = (await json<{ eventId: string; followed: boolean }[]>('/truth/events')).filter(({ followed }) => followed);
    for (realSeconds = 1; realSeconds <= 45; realSeconds += 5) {
      for (const { eventId } of events.filter((event) => event.eventId !== newYork)) {
        const response = await look(eventId);
        statuses.push(`${response.status} ${(await response.text()).length > 2 ? '' : 'empty'}`);
      }
    }
    expect(new Set(statuses).size).toBeGreaterThanOrEqual(4);
    expect(statuses.filter((status) => status === '200 ').length).toBeGreaterThan(0.8 * statuses.length);
  });
});

describe('the sheet', () => {
  it('lists the events to come as CSV, one switched off, one unreadable', async () => {
    const response = await fetch(`${url}/sheet.csv`);
    const rows = parse(await response.text(), { columns: true }) as Record<string, string>[];
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(rows).toHaveLength(8);
    expect(rows[0]).toMatchObject({ viagId: newYork, is_tracked: 'TRUE', 'Event Date (Local)': '2026-11-30 19:06:00' });
  });

  it('announces the next event when one has begun, switches the old one off on the next day and drops its row later', async () => {
    const tracked = async () =>
      (parse(await (await fetch(`${url}/sheet.csv`)).text(), { columns: true }) as Record<string, string>[])
        .filter((row) => row.City === 'New York' && row.viagId !== '4999999999')
        .map((row) => row.is_tracked);
    const days = async (count: number) => ((realSeconds = count * 120 + 1), tracked());
    expect([await days(2), await days(3), await days(4), await days(7)]).toEqual([['TRUE'], ['TRUE', 'TRUE'], ['FALSE', 'TRUE'], ['TRUE']]);
  });

  it('has watches for as long as it has the row of their event', async () => {
    const ids = async () =>
      (parse(await (await fetch(`${url}/watches.csv`)).text(), { columns: true }) as Record<string, string>[]).map(({ viagId }) => viagId);
    expect(await ids()).toContain(newYork);
    realSeconds = 4 * 120;
    expect(await ids()).toContain(newYork);
    realSeconds = 8 * 120;
    expect(await ids()).not.toContain(newYork);
  });
});

describe('the truth', () => {
  it('knows every answer that was given and the book behind each whole one', async () => {
    const served = await items();
    await arm({ kind: 'truncated' });
    await look();
    const { answers } = await json<{ answers: { book: { listingId: string }[] | null }[] }>(`/truth/events/${newYork}/answers?books=true`);
    expect(answers).toMatchObject([
      { simulatedSeconds: 7200, status: 200, fault: null, listings: served.length },
      { simulatedSeconds: 7200, status: 200, fault: 'truncated', listings: null, book: null },
    ]);
    const ids = served.map(({ listingId }) => String(listingId));
    expect(answers[0]!.book!.map(({ listingId }) => listingId).toSorted()).toEqual(ids.toSorted());
  });

  it('tells a book at any time that has been, by simulated seconds or by a real instant', async () => {
    const bySeconds = await json(`/truth/events/${newYork}?at=3600`);
    const byInstant = await json(`/truth/events/${newYork}?at=2026-12-01T00:00:05Z`);
    expect(byInstant).toEqual(bySeconds);
    for (const at of ['7201', 'tomorrow', '2026-12-02T00:00:00Z']) {
      expect((await fetch(`${url}/truth/events/${newYork}?at=${at}`)).status).toBe(400);
    }
  });

  it('has a history that adds up to the book', async () => {
    type Change = { simulatedSeconds: number; listingId: string; after: object | null };
    const { changes } = await json<{ changes: Change[] }>(`/truth/events/${newYork}/history`);
    const { listings } = await json<{ listings: object[] }>(`/truth/events/${newYork}`);
    const last = new Map(changes.map(({ listingId, after }) => [listingId, after]));
    const left = [...last].filter(([, after]) => after !== null).toSorted(([a], [b]) => Number(a) - Number(b));
    expect(left.map(([, after]) => after)).toEqual(listings);
    expect(changes.at(-1)!.simulatedSeconds).toBeLessThanOrEqual(7200);
  });
});
