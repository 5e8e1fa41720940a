import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Source } from '../source.js';
import { configuredSource } from './configured.examples.js';
import { pageServer, type PageAnswer, type PageRequest, type PageServer } from './page-server.examples.js';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const never = new AbortController().signal;
let server: PageServer;
afterEach(() => server.stop());

const items = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: from + index, price: 10 + index }));
const pageOf = (all: unknown[], page: number, size: number, more: object = {}): PageAnswer => ({
  body: JSON.stringify({ total: all.length, items: all.slice((page - 1) * size, page * size), ...more }),
});

/** A JSON source at a server that answers so; `settings` are lines of its entry. */
const open = async (answer: (request: PageRequest) => PageAnswer, settings: string, path = '/events/{eventId}'): Promise<Source> => {
  server = await pageServer(answer);
  const file = join(folder, 'sources.yaml');
  const lines = [
    'name: shop',
    'kind: json',
    `url: ${server.url}${path}`,
    'items: $.items',
    'fields: { listingId: $.id, allInPrice: $.price, currency: EUR }',
  ];
  writeFileSync(file, `sources:\n  - ${[...lines, ...settings.trim().split(/\n\s*/)].join('\n    ')}\n`);
  return configuredSource('shop', file);
};
const look = async (source: Source) => {
  const { observation, ...rest } = await source.look({ source: 'shop', eventId: 'E-1' }, { signal: never });
  return { ...rest, observation: observation.kind === 'seen' ? { ...observation, listings: observation.listings.length } : observation };
};
const asked = () => server.asked.map(({ url }) => url.pathname + url.search);

describe('pages', () => {
  const all = items(1, 25);
  const number = (url: URL, name: string, fallback: number) => Number(url.searchParams.get(name) ?? fallback);

  it('by number, until the total is there', async () => {
    const source = await open(
      ({ url }) => pageOf(all, number(url, 'page', 1), 10),
      'paging: { by: page, parameter: page }\ntotal: $.total',
    );
    expect(await look(source)).toMatchObject({ attempts: 3, observation: { listings: 25, expected: 25, doubts: [] } });
    expect(asked()).toEqual(['/events/E-1', '/events/E-1?page=2', '/events/E-1?page=3']);
  });

  it('by offset in the address, until a page is not full', async () => {
    const source = await open(
      ({ url }) => pageOf(all, number(url, 'from', 0) / 10 + 1, 10),
      'paging: { by: offset, size: 10 }',
      '/events/{eventId}?from={offset}',
    );
    expect(await look(source)).toMatchObject({ observation: { listings: 25, expected: null, doubts: [] } });
    expect(asked()).toEqual(['/events/E-1?from=0', '/events/E-1?from=10', '/events/E-1?from=20']);
  });

  it('by a cursor, by the header Link, and by an address in the answer', async () => {
    const after = (page: number) => (page < 3 ? { cursor: `c&${page + 1}`, next: `?page=${page + 1}` } : {});
    const answer = ({ url }: PageRequest) => {
      const page = Number(url.searchParams.get('after')?.slice(2) ?? url.searchParams.get('page') ?? 1);
      const headers: Record<string, string> = page < 3 ? { link: `</x>; rel="prev", <?page=${page + 1}>; rel="next"` } : {};
      return { ...pageOf(all, page, 10, after(page)), headers };
    };
    for (const paging of ['{ by: cursor, parameter: after, at: $.cursor }', '{ by: link }', '{ by: next, at: $.next }']) {
      const source = await open(answer, `paging: ${paging}`);
      expect(await look(source)).toMatchObject({ attempts: 3, observation: { listings: 25, doubts: [] } });
      await server.stop();
    }
  });

  it('that are not all read make the look partial', async () => {
    const source = await open(
      ({ url }) => pageOf(items(1, 1000), number(url, 'page', 1), 10),
      'paging: { by: page, parameter: page, most: 3 }',
    );
    expect(await look(source)).toMatchObject({ attempts: 3, observation: { listings: 30, doubts: ['more-pages'] } });
  });

  it('that repeat end the look, and the book doubts what came twice', async () => {
    const source = await open(() => pageOf(all, 1, 10), 'paging: { by: page, parameter: page }');
    expect(await look(source)).toMatchObject({ attempts: 2, observation: { listings: 20, doubts: ['more-pages'] } });
  });

  it('at another host are not followed', async () => {
    const source = await open(() => pageOf(all, 1, 10, { next: 'http://127.0.0.2/next' }), 'paging: { by: next, at: $.next }');
    expect(await look(source)).toMatchObject({ attempts: 1, observation: { listings: 10 } });
  });

  it('of which one is not seen are no look at all', async () => {
    const source = await open(
      ({ url }) => (url.search === '' ? pageOf(all, 1, 10) : { status: 403 }),
      'paging: { by: page, parameter: page }',
    );
    expect(await look(source)).toMatchObject({ observation: { kind: 'blind', reason: 'blocked' } });
  });
});

describe('a request', () => {
  it('says who asks, and fills its body as JSON', async () => {
    const source = await open(
      () => pageOf(items(1, 2), 1, 10),
      `method: POST\nbody: '{"event":"{eventId}","page":{page}}'`,
      '/search/{eventId}',
    );
    expect(await look(source)).toMatchObject({ observation: { listings: 2 } });
    expect(server.asked[0]).toMatchObject({ method: 'POST', body: '{"event":"E-1","page":1}' });
    expect(server.asked[0]!.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^tickettape\//),
      'content-type': 'application/json',
    });
  });

  it.each<[PageAnswer, string]>([
    [{ status: 401 }, 'blocked'],
    [{ status: 403, body: '<title>Just a moment...</title>' }, 'challenged'],
    [{ status: 404 }, 'wrong-event'],
    [{ status: 302, headers: { location: '/login' } }, 'blocked'],
    [{ status: 301, headers: { location: '/elsewhere' } }, 'wrong-event'],
    [{ status: 200, body: 'x'.repeat(5000) }, 'unreadable'],
    [{ status: 200, body: '{"items":[{"id":"a","price":1},{"price":2}' }, 'unreadable'],
    [{ status: 429, headers: { 'retry-after': '60' } }, 'throttled'],
    [{ status: 200, body: '{"items":[]}', delayMs: 2_000 }, 'unreachable'],
  ])('that is answered by %j is %s', async (answer, reason) => {
    const source = await open(() => answer, 'maxBytes: 2000\ntimeoutSeconds: 0.2\nstates: [{ is: moved, when: { location: elsewhere } }]');
    expect((await look(source)).observation).toMatchObject({ kind: 'blind', reason });
  });

  it('for more listings than may be is not read, and an empty list is an answer', async () => {
    const source = await open(({ url }) => pageOf(url.pathname.endsWith('E-1') ? items(1, 9) : [], 1, 10), 'mostItems: 5');
    expect((await look(source)).observation).toMatchObject({ reason: 'unreadable', detail: expect.stringContaining('more than 5') });
    const { observation } = await source.look({ source: 'shop', eventId: 'E-2' }, { signal: never });
    expect(observation).toMatchObject({ kind: 'seen', listings: [], received: 0 });
  });
});
