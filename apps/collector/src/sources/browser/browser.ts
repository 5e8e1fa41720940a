import { z } from 'zod';
import { NotNow } from '../../politeness/not-now.js';
import type { Exchange } from '../exchange.js';
import { defineKind } from '../kind.js';
import { islandShape } from '../pages/island.js';
import { pageSource } from '../pages/page-source.js';
import { Selector } from '../pages/selector.js';
import { complaintsAbout, readingShape } from '../pages/settings.js';
import { browse, type BrowseSettings } from './browse.js';
import { browserCapabilities } from './capabilities.js';
import { findChromium, launchChromium } from './chromium.js';
import { PagePool } from './pool.js';

const resources = [
  'image',
  'media',
  'font',
  'stylesheet',
  'script',
  'xhr',
  'fetch',
  'texttrack',
  'eventsource',
  'manifest',
  'other',
] as const;

/** A source whose pages fill themselves in the browser: the last resort, since each page costs as much as a hundred answers of an API. */
export const browserKind = defineKind({
  name: 'browser',
  summary: 'Pages that are built in the browser, read in a real Chromium once they are there',
  capabilities: browserCapabilities,
  settings: {
    chromium: z.string().min(1).optional().describe('Program of the browser; default: the one that the system has'),
    waitFor: Selector.optional().describe('What is on the page when it is ready'),
    waitSeconds: z.number().positive().max(120).default(30).describe('How long that is waited for; then the page is judged as it stands'),
    block: z
      .array(z.enum(resources))
      .default(['image', 'media', 'font', 'stylesheet', 'texttrack', 'manifest', 'other'])
      .describe('What no page gets, to spare the source and us'),
    mostRequests: z
      .int()
      .min(0)
      .max(200)
      .default(20)
      .describe(
        'Requests of one page beside its own, at most; each takes its turn in the budget of the host, and none goes to another host',
      ),
    pages: z.int().min(1).max(8).default(2).describe('Pages that are open at the same time'),
    pageMinutes: z.number().positive().max(1440).default(30).describe('A page is replaced after this'),
    pageVisits: z.int().min(1).max(10_000).default(100).describe('And after so many visits; one that grew slow sooner'),
    island: islandShape.optional(),
    ...readingShape,
  },
  complaints: (entry) => complaintsAbout(entry, entry.island !== undefined),
  open: ({ entry, headers, pace, gate, now }) => {
    const { name, url, island, paging, states, items, fields, total, event, mostItems, waitFor, block, mostRequests } = entry;
    const pool = poolOf(findChromium(entry.chromium), entry, headers);
    const settings: BrowseSettings = {
      source: name,
      gate,
      now,
      timeoutMs: entry.timeoutSeconds * 1000,
      maxBytes: entry.maxBytes,
      mostRequests,
      block,
      waitFor,
      waitMs: entry.waitSeconds * 1000,
    };
    const source = pageSource({
      name,
      kind: 'browser',
      host: gate.host,
      capabilities: browserCapabilities,
      url,
      reading: { body: 'page', island, states, items, fields, total, event, paging, mostItems },
      pace,
      // Each request of a page takes its own turn; the visit as a whole needs none.
      gate: { run: (_errand, visit) => visit() },
      now,
      ask: ({ url: address, blanks }, signal) => {
        const key = { source: name, eventId: blanks.eventId };
        return pool.use((page) => browse(page, address, key, settings, signal), signal).catch((error: unknown) => failed(error, signal));
      },
    });
    return { ...source, close: () => pool.close() };
  },
});

/** A browser that breaks is a source that cannot be reached. */
const failed = (error: unknown, signal: AbortSignal): Exchange => {
  signal.throwIfAborted();
  if (error instanceof NotNow) throw error;
  return { kind: 'failure', code: 'BROWSER' };
};

type PoolEntry = { name: string; pages: number; pageMinutes: number; pageVisits: number };

const poolOf = (
  program: string,
  { name, pages, pageMinutes, pageVisits }: PoolEntry,
  headers: Readonly<Record<string, string>>,
): PagePool => {
  const { 'User-Agent': userAgent, ...others } = headers;
  return new PagePool({
    source: name,
    launch: () => launchChromium(program, pages),
    openContext: (browser) =>
      browser.newContext({
        ...(userAgent === undefined ? {} : { userAgent }),
        extraHTTPHeaders: { ...others },
        serviceWorkers: 'block',
        acceptDownloads: false,
        permissions: [],
      }),
    most: pages,
    oldestMs: pageMinutes * 60_000,
    mostNavigations: pageVisits,
    now: () => performance.now(),
  });
};
