import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianChromium } from '@tickettape/local-stack';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CollectorConfig } from '../apps/collector/src/config.js';
import { aGate, type AGate } from '../apps/collector/src/politeness/host-gate.examples.js';
import type { Source } from '../apps/collector/src/sources/source.js';
import { openSources } from '../apps/collector/src/sources/sources.js';
import { openMarketplace } from '../apps/marketplace/src/marketplace.js';
import { createServer } from '../apps/marketplace/src/server.js';

const epoch = new Date('2026-12-01T00:00:00Z');
const eventId = '5010000011';

let folder: string;
let chromium: string;
let app: FastifyInstance;
let shop: string;
let gate: AGate;
let source: Source;
const opened: Source[] = [];
/** What came to the shop. */
const asked: { path: string; userAgent: string | undefined; key: string | undefined }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tickettape-browser-'));
  chromium = await debianChromium(process.env, (text) => console.error(text));
  app = createServer(openMarketplace({ seed: 1, speed: 1, events: 6, faults: 'none', sheetFlaws: false }, epoch, () => epoch));
  app.addHook('onRequest', async ({ url, headers }) => {
    asked.push({ path: url, userAgent: headers['user-agent'], key: headers['x-key'] as string | undefined });
  });
  shop = await app.listen({ host: '127.0.0.1', port: 0 });
  gate = aGate();
  source = await open('shop');
}, 600_000);
afterEach(async () => {
  asked.splice(0);
  await fetch(`${shop}/pages/faults`, { method: 'DELETE' });
  asked.splice(0);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (path: string, more = '', waitSeconds = 20): Promise<Source> => {
  const file = join(folder, 'sources.yaml');
  await writeFile(
    file,
    `sources:
  - name: shop
    kind: browser
    url: ${shop}/${path}/{eventId}
    chromium: ${chromium}
    contact: ops@example.com
    headers: { x-key: { env: SHOP_KEY } }
    waitFor: li.listing
    waitSeconds: ${waitSeconds}
    event: { select: body, attribute: data-event }
    total: { select: .total, thousands: ',' }
    items: li.listing
    fields:
      listingId: { select: ':scope', attribute: data-listing }
      section: .section
      row: .row
      quantity: .quantity
      allInPrice: { select: .price, symbols: [$], thousands: ',' }
      currency: USD
    states: [{ is: moved, when: { status: [301, 302] } }]
    ${more}
`,
  );
  const surroundings = { now: Date.now, gates: { open: () => gate.gate }, env: { SHOP_KEY: 'planted-secret' } };
  const one = (await openSources(CollectorConfig.parse({ SOURCES_FILE: file }), surroundings)).get('shop')!;
  opened.push(one);
  return one;
};
const look = async (looking = source) => looking.look({ source: 'shop', eventId }, { signal: AbortSignal.timeout(100_000) });
const arm = (kind: string, more: object = {}) =>
  fetch(`${shop}/pages/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, ...more }),
  });

describe('a page that is built in the browser', () => {
  it('is read once it is there, as its own data says', async () => {
    const { observation } = await look();
    const truth = (await (await fetch(`${shop}/api/v2/events/${eventId}/listings`)).json()) as {
      totalCount: number;
      items: { id: number; rawPrice: number }[];
    };
    expect(observation).toMatchObject({
      kind: 'seen',
      received: 40,
      expected: truth.totalCount,
      skipped: 0,
      doubts: ['fewer-than-declared'],
    });
    const read = observation.kind === 'seen' ? observation.listings.map(({ listingId, allInPrice }) => [listingId, allInPrice]) : [];
    expect(read).toEqual(truth.items.map(({ id, rawPrice }) => [String(id), Math.round(rawPrice * 100)]));
  });

  it('asks through the gate for each of its parts, says who it is, and gets no pictures', async () => {
    const before = gate.records.length;
    await look();
    const made = asked.map(({ path }) => path);
    expect(made).toEqual([`/shop/${eventId}`, `/api/v2/events/${eventId}/listings`]);
    expect(gate.records.slice(before).map(({ operation }) => operation)).toEqual(['listings', 'page-part']);
    expect(
      asked.every(({ userAgent, key }) => /^tickettape\/\S+ \(\+ops@example\.com\)$/.test(userAgent ?? '') && key === 'planted-secret'),
    ).toBe(true);
  });

  it('gets no more parts than are allowed, and is then no empty market', async () => {
    const { observation } = await look(await open('shop', 'mostRequests: 0', 1));
    expect(asked.map(({ path }) => path)).toEqual([`/shop/${eventId}`]);
    expect(observation).toMatchObject({ kind: 'blind', reason: 'unreadable' });
  }, 60_000);

  it.each([
    ['challenge', 'challenged'],
    ['login', 'blocked'],
    ['moved', 'wrong-event'],
    ['forbidden', 'blocked'],
  ])(
    'is what it is under %s',
    async (kind, reason) => {
      const impatient = await open('shop', '', 1);
      await arm(kind);
      expect((await look(impatient)).observation).toMatchObject({ kind: 'blind', reason });
    },
    60_000,
  );

  it('of another event is not taken for this one', async () => {
    await arm('wrong-event');
    expect((await look()).observation).toMatchObject({ kind: 'blind', reason: 'wrong-event' });
  });

  it('that does not come in time is unreachable', async () => {
    const slow = await open('shop', 'timeoutSeconds: 0.5');
    await arm('slow', { delayMs: 5_000, times: 9 });
    expect((await look(slow)).observation).toMatchObject({ kind: 'blind', reason: 'unreachable' });
  }, 60_000);

  it('is one of several that wait for a place', async () => {
    const looks = await Promise.all([look(), look(), look()]);
    expect(looks.map(({ observation }) => observation.kind)).toEqual(['seen', 'seen', 'seen']);
  }, 60_000);
});

/** Processes of this one's that run the browser. */
const browsers = (): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      const told = (file: string) => (existsSync(`/proc/${pid}/${file}`) ? readFileSync(`/proc/${pid}/${file}`, 'utf8') : '');
      return (
        told('stat')
          .replace(/.*\) \S /, '')
          .startsWith(`${process.pid} `) && told('cmdline').includes('chromium')
      );
    });

describe('the end of a source', () => {
  it('leaves no browser behind', async () => {
    expect(browsers().length).toBeGreaterThan(0);
    await Promise.all(opened.map(async (each) => each.close?.()));
    expect(browsers()).toEqual([]);
  });
});

describe('without Chromium', () => {
  it('a source says so at start, and what to do', async () => {
    chromium = '/nowhere/chromium';
    await expect(open('shop')).rejects.toMatchObject({ code: 'BROWSER_MISSING', fix: expect.stringContaining('apt install chromium') });
  });
});
