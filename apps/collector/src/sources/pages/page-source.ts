import type { BookKey, Capabilities } from '@tickettape/contracts';
import { performance } from 'node:perf_hooks';
import type { HostGate } from '../../politeness/host-gate.js';
import type { Pace } from '../../politeness/pace.js';
import type { Exchange } from '../exchange.js';
import { orAborted } from '../or-aborted.js';
import { askPatiently, blindLook } from '../patient-ask.js';
import { type Mapped, seenLook, sightingOfItems } from '../sighting.js';
import type { Look, Source } from '../source.js';
import { blind, type Verdict } from '../verdict.js';
import { judgePage, nameOf, type Page } from './judge-page.js';
import { mapItem } from './map-item.js';
import { firstPage, nextPage, type PageAddress } from './next-page.js';
import type { Reading } from './reading.js';
import type { Scopes } from './read-value.js';

export type PageSourceSettings = {
  name: string;
  kind: string;
  capabilities: Capabilities;
  /** The address, with its placeholders. */
  url: string;
  reading: Reading;
  pace: Pace;
  /** Host and port. */
  host: string;
  gate: Pick<HostGate, 'run'>;
  now: () => number;
  /** One request through the gate. Faults are values; rejects only with the reason of `signal`. */
  ask: (address: PageAddress, signal: AbortSignal) => Promise<Exchange>;
};

/** Reading one answer holds everything else up, so it ends after this. */
const patienceMs = 5_000;

/** A source whose answers are read by configuration. */
export const pageSource = (settings: PageSourceSettings): Source => ({
  name: settings.name,
  kind: settings.kind,
  host: settings.host,
  pace: settings.pace,
  capabilities: settings.capabilities,
  look: (key, { signal }) => orAborted(() => look(settings, key, signal), signal),
  read: (key, bodies, observedAt) => read(settings, key, bodies, observedAt),
});

const look = async (settings: PageSourceSettings, key: BookKey, signal: AbortSignal): Promise<Look> => {
  const { reading, url } = settings;
  const pages: Page[] = [];
  const bodies: string[] = [];
  let address: PageAddress | null = firstPage(url, key.eventId, reading.paging);
  for (let attempts = 0; ;) {
    const asked = await askPage(settings, key, address, signal);
    attempts += asked.attempts;
    const { verdict, observedAt } = asked.last;
    if (verdict.kind === 'blind') return blindLook(verdict, asked.last, attempts);
    pages.push(verdict.answer);
    bodies.push(asked.last.body!);
    const next: PageAddress | null = reading.paging === undefined ? null : nextPage(url, address, pages, reading.paging);
    const isLast = next === null || pages.length === reading.paging?.most || isRepeated(pages);
    if (isLast) return { ...lookAt(settings, pages, next !== null, observedAt, attempts), bodies };
    address = next;
  }
};

/** A source that does not know the parameter of a page gives the first one for ever. */
const isRepeated = (pages: readonly Page[]): boolean => pages.slice(0, -1).some(({ name }) => name === pages.at(-1)!.name);

const askPage = (settings: PageSourceSettings, key: BookKey, address: PageAddress, signal: AbortSignal) =>
  askPatiently(
    settings,
    {
      errand: { source: settings.name, eventId: key.eventId, operation: 'listings' },
      ask: () => settings.ask(address, signal),
      judge: (exchange) => judged(exchange, key, settings.reading),
    },
    signal,
  );

/** A page that breaks the parser is a page that cannot be read. */
const judged = (exchange: Exchange, key: BookKey, reading: Reading): Verdict<Page> => {
  try {
    return judgePage(exchange, key, reading);
  } catch {
    return blind('unreadable', 'an answer that cannot be taken apart', exchange.kind === 'reply' ? exchange.status : null);
  }
};

const read = (settings: PageSourceSettings, key: BookKey, bodies: readonly string[], observedAt: string): Look => {
  const pages: Page[] = [];
  for (const body of bodies) {
    const verdict = judged({ kind: 'reply', status: 200, location: null, retryAfter: null, body }, key, settings.reading);
    if (verdict.kind === 'blind') return blindLook(verdict, { waitMs: null, observedAt, body }, 0);
    pages.push(verdict.answer);
  }
  return lookAt(settings, pages, false, observedAt, 0);
};

/** The pages of one look together. Where they declare different totals the market moved between them, and the largest counts. */
const lookAt = ({ reading }: PageSourceSettings, pages: readonly Page[], more: boolean, observedAt: string, attempts: number): Look => {
  const totals = pages.map(({ declared }) => declared).filter((declared) => declared !== null);
  const items = pages.flatMap((page) => page.items);
  const name = pages.length === 1 ? pages[0]!.name : nameOf(pages.map((page) => page.name).join(' '));
  const declared = totals.length === 0 ? null : Math.max(...totals);
  try {
    const seen = sightingOfItems({ items: items.map(boundedMapper(reading)), declared, name }, observedAt);
    return seenLook(more ? withMore(seen) : seen, attempts);
  } catch {
    return blindLook(blind('unreadable', 'listings that cannot be read in time', 200), { waitMs: null, observedAt, body: null }, attempts);
  }
};

const withMore = ({ sighting, skips }: ReturnType<typeof sightingOfItems>): ReturnType<typeof sightingOfItems> => ({
  sighting: { ...sighting, doubts: [...sighting.doubts, 'more-pages'] },
  skips,
});

class TookTooLong extends Error {}

const boundedMapper = ({ fields }: Reading): ((item: unknown) => Mapped) => {
  const untilMs = performance.now() + patienceMs;
  return (item) => {
    if (performance.now() > untilMs) throw new TookTooLong();
    return mapItem(item as Scopes, fields);
  };
};
