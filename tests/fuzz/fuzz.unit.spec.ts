import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseExactJson } from '../../apps/collector/src/sources/exact-json.js';
import { AppError } from '@tickettape/errors';
import type { BookKey } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CollectorConfig } from '../../apps/collector/src/config.js';
import { parseSources } from '../../apps/collector/src/sources/configuration/parse-sources.js';
import { aGate } from '../../apps/collector/src/politeness/host-gate.examples.js';
import { paceOf } from '../../apps/collector/src/politeness/pace.js';
import { configuredSources } from '../../apps/collector/src/sources/pages/configured.examples.js';
import type { Source } from '../../apps/collector/src/sources/source.js';
import { stubHubPro } from '../../apps/collector/src/sources/stubhub-pro/stubhub-pro.js';
import { parseCsv } from '../../apps/sheet-sync/src/readers/parse-csv.js';
import { readEventRows } from '../../apps/sheet-sync/src/rows/event-row.js';
import { readWatchRows } from '../../apps/sheet-sync/src/watches/watch-row.js';
import { NotifierConfig } from '../../apps/notifier/src/config.js';
import { Options } from '../../apps/marketplace/src/options.js';
import { SheetSyncConfig } from '../../apps/sheet-sync/src/config.js';
import { StorageConfig } from '../../apps/storage/src/config.js';
import { readConfig } from '@tickettape/config';
import { z } from 'zod';
import { damaged } from './mutations.js';

/** More in `npm run test:fuzz`. */
const settings = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) };
/** Of a processor, which a busy machine does not make more, for one text. */
const mostMs = 4_000;

const collector = new URL('../../apps/collector/src/sources/', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, collector), 'utf8');

const allKinds = readFileSync(new URL('./sources-of-all-kinds.yaml', import.meta.url), 'utf8');

const inTime = <Value>(work: () => Value): Value => {
  const before = process.threadCpuUsage();
  const value = work();
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(mostMs);
  return value;
};

/** Every text and number in an answer, as it may come to be an id. */
const toldBy = (body: string): Set<string> => {
  const told = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') told.add(String(value).trim());
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
  };
  gather(parseExactJson(body));
  return told;
};

const named = (source: Source, key: BookKey, body: string): string[] => {
  const { observation, skips } = inTime(() => source.read(key, [body], '2026-11-24T10:00:00.000Z'));
  if (observation.kind === 'blind') return [];
  expect(observation.skipped).toBe(skips.length);
  expect(observation.received).toBeGreaterThanOrEqual(observation.listings.length + skips.length);
  for (const { quantity, allInPrice, currency } of observation.listings) {
    expect(quantity === null || (Number.isSafeInteger(quantity) && quantity >= 0)).toBe(true);
    expect(allInPrice === null || (Number.isSafeInteger(allInPrice) && allInPrice >= 0 && currency !== null)).toBe(true);
  }
  return observation.listings.map(({ listingId }) => listingId);
};

const sources = await configuredSources(fileURLToPath(new URL('./sources-of-all-kinds.yaml', import.meta.url)), {
  CATALOG_ID: 'planted-id',
  CATALOG_SECRET: 'planted-secret',
});
const pro = stubHubPro({
  name: 'pro',
  host: 'nowhere',
  pace: paceOf('127.0.0.1', 1),
  gate: aGate().gate,
  ask: () => Promise.reject(new Error('nobody is asked here')),
  now: Date.now,
});

describe('whatever a source answers', () => {
  it.each([
    ['stubhub-pro', pro, 'stubhub-pro/payloads/listings.json', '1'],
    ['stubhub-catalog', sources.get('catalog')!, 'stubhub-catalog/payloads/page-1.json', '42'],
    ['json', sources.get('data')!, 'pages/payloads/event-data.json', '155000123'],
  ])('%s reads no listing that the answer does not tell, in time, without breaking', (_, source, path, eventId) => {
    fc.assert(
      fc.property(damaged(file(path)), (body) => {
        const ids = named(source, { source: source.name, eventId }, body);
        if (ids.length > 0) expect([...toldBy(body)]).toEqual(expect.arrayContaining(ids));
      }),
      settings,
    );
  });

  it.each([
    ['html with an island', 'island', 'pages/payloads/event-page.html', '155000123'],
    ['html', 'cards', 'pages/payloads/cards.html', '8800'],
  ])('%s reads no listing that the page does not tell, in time, without breaking', (_, name, path, eventId) => {
    fc.assert(
      fc.property(damaged(file(path)), (body) => {
        const ids = named(sources.get(name)!, { source: name, eventId }, body);
        // An id may be written with entities or escapes; its letters and digits are there all the same.
        for (const id of ids.filter((each) => /^\w+$/.test(each))) expect(body).toContain(id);
      }),
      settings,
    );
  });
});

describe('whatever an office answers', () => {
  it('munich reads no time that the answer does not tell, in time, without breaking', () => {
    const eventId = '1063453-10489';
    fc.assert(
      fc.property(damaged(file('munich/payloads/calendar.json')), (body) => {
        const ids = named(sources.get('office')!, { source: 'office', eventId }, body);
        const slots = ids.map((id) => id.replace(/^10489-/, ''));
        if (slots.length > 0) expect([...toldBy(body)]).toEqual(expect.arrayContaining(slots));
      }),
      settings,
    );
  });
});

describe('an answer made to be expensive', () => {
  const mostBytes = 1024 * 1024;
  const filled = (part: string) => part.repeat(Math.floor(mostBytes / part.length));
  const expensive = [
    [pro, '8800'],
    [sources.get('data')!, '8800'],
    [sources.get('island')!, '8800'],
    [sources.get('cards')!, '8800'],
    [sources.get('catalog')!, '8800'],
    [sources.get('office')!, '1063453-10489'],
  ] as const;
  const shop = '<link rel="canonical" href="/event/8800/"><p class="treffer">5</p>';

  it.each([
    '<div>',
    '<script>',
    '<script></script>',
    '<b><p>',
    '<',
    '&amp;',
    '[',
    '{"a":',
    '\\"',
    '1',
    '<!--',
    '<li class="angebot" id="angebot-1">',
  ])(
    'of 1 MB of %j is read or refused in time',
    (part) => {
      for (const [source, eventId] of expensive) {
        const key = { source: source.name, eventId };
        named(source, key, filled(part));
        if (source.kind === 'html') named(source, key, shop + filled(part));
      }
    },
    60_000,
  );
});

const planted = 'planted-value-';
const oddValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '0',
    '-1',
    '1e999',
    'NaN',
    'true',
    'http://[',
    'http://user:word@127.0.0.1:1',
    'nats://a,nats://b',
    '{}',
    '[]',
    '/nowhere',
    '9'.repeat(400),
  ),
  fc.nat().map((count) => planted + count),
);

/** Of a schema that ends in a transformation, those that go in. */
const variablesOf = (schema: z.ZodType): string[] => {
  const from = schema instanceof z.ZodPipe ? schema.in : schema;
  return from instanceof z.ZodObject ? Object.keys(from.shape) : [];
};

describe('whatever a person configures', () => {
  it('is read, or refused by line and column', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(file('pages/payloads/sources.yaml')), damaged(allKinds)), (text) => {
        try {
          expect(inTime(() => parseSources(text, 'sources.yaml')).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: 'SOURCES_INVALID', message: expect.stringMatching(/sources\.yaml:\d+:\d+ /) });
        }
      }),
      settings,
    );
  });

  it.each([
    ['collector', CollectorConfig],
    ['marketplace', Options],
    ['notifier', NotifierConfig],
    ['sheet-sync', SheetSyncConfig],
    ['storage', StorageConfig],
  ])('in the environment of %s is read, or refused by name and never by value', (_, schema) => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...variablesOf(schema)), oddValue, { minKeys: 1, maxKeys: 6 }), (env) => {
        try {
          inTime(() => readConfig(schema, env));
        } catch (error) {
          expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/[A-Z_]+: /) });
          for (const value of Object.values(env).filter((each) => each.startsWith(planted)))
            expect((error as Error).message).not.toContain(value);
        }
      }),
      settings,
    );
  });

  it('in a sheet is read, told back, or refused as no sheet', () => {
    const events =
      'Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked\nGame 7,TD Garden,Boston,United States,2027-05-29 20:30:00,153012345,TRUE\nShow,Hall,London,United Kingdom,29/05/2027,153012346,no\n';
    const watches = 'Watch,viagId,Condition,Value,Currency,Within,Section,Channels\ncheap,153012345,get-in below,120.00,USD,,,log\n';
    fc.assert(
      fc.property(damaged(events), damaged(watches), (eventText, watchText) => {
        for (const read of [
          () => readEventRows(parseCsv(Buffer.from(eventText)), 'stubhub'),
          () =>
            readWatchRows(parseCsv(Buffer.from(watchText)), 'stubhub', {
              events: new Map([['stubhub/153012345', null]]),
              taken: new Set(),
            }),
        ]) {
          try {
            inTime<unknown>(read);
          } catch (error) {
            expect(error).toMatchObject({ code: 'SHEET_UNREADABLE' });
          }
        }
      }),
      settings,
    );
  });
});
