import type { BookKey } from '@tickettape/contracts';
import { hash } from 'node:crypto';
import type { HostGate } from '../../politeness/host-gate.js';
import type { Pace } from '../../politeness/pace.js';
import { orAborted } from '../or-aborted.js';
import { askPatiently, blindLook, type Try } from '../patient-ask.js';
import { seenLook, sightingOfItems } from '../sighting.js';
import type { Look, Source } from '../source.js';
import { blind, type Blind } from '../verdict.js';
import { accessTokenOf, basicCredentials, grantRequest, type AccessToken } from './access-token.js';
import { stubHubCatalogCapabilities } from './capabilities.js';
import type { Feed } from './feed.js';
import { mapSellerListing } from './mapper.js';
import { followed, isOfAnother, pageOf, type SellerPage } from './page.js';
import { judge } from './verdict.js';

export type StubHubCatalogSettings = {
  name: string;
  host: string;
  pace: Pace;
  gate: HostGate;
  ask: Feed;
  now: () => number;
  /** Address of `sellerlistings`. */
  url: URL;
  tokenUrl: URL;
  clientId: string;
  clientSecret: string;
};

const scope = 'read:sellerlistings';
const pageSize = 100;
/** Pages of one look at most; what they leave out shows against the declared total. */
const mostPages = 50;
/** The API takes 32-bit ids of events. */
const eventForm = /^[1-9]\d{0,9}$/;
const mostEventId = 2_147_483_647;

/** StubHub's documented API: the listings of the operator's own account at an event. */
export const stubHubCatalog = (settings: StubHubCatalogSettings): Source => {
  const account = new Account(settings);
  return {
    name: settings.name,
    kind: 'stubhub-catalog',
    host: settings.host,
    pace: settings.pace,
    capabilities: stubHubCatalogCapabilities,
    look: (key, { signal }) => orAborted(() => look(account, settings, key, signal), signal),
    read: (key, bodies, observedAt) => read(key, bodies, observedAt),
  };
};

/** Asks in the name of the account: one access token for all events, renewed in time, and once more where it is not taken any more. */
class Account {
  private token: AccessToken | null = null;
  private renewing: Promise<Blind | null> | null = null;

  constructor(private readonly settings: StubHubCatalogSettings) {}

  async page(key: BookKey, url: URL, signal: AbortSignal): Promise<{ last: Try<SellerPage>; attempts: number }> {
    const refused = await this.grant(key, signal);
    if (refused) return this.unasked(refused);
    const first = await this.ask(key, url, signal);
    if (!isUnauthorised(first.last)) return first;
    this.token = null;
    const again = await this.grant(key, signal);
    return again ? this.unasked(again) : this.ask(key, url, signal);
  }

  private ask(key: BookKey, url: URL, signal: AbortSignal) {
    const headers = { Authorization: `Bearer ${this.token!.bearer}` };
    const errand = { source: this.settings.name, eventId: key.eventId, operation: 'listings' };
    const request = () => this.settings.ask({ url, headers }, signal);
    return askPatiently(this.settings, { errand, ask: request, judge: (exchange) => judge(exchange, pageOf) }, signal);
  }

  /** A token is there afterwards, or why there is none. Looks that need one at the same time ask for it once. */
  private grant(key: BookKey, signal: AbortSignal): Promise<Blind | null> {
    if (this.token !== null && this.token.renewAtMs > this.settings.now()) return Promise.resolve(null);
    this.renewing ??= this.renew(key, signal).finally(() => void (this.renewing = null));
    return this.renewing;
  }

  private async renew(key: BookKey, signal: AbortSignal): Promise<Blind | null> {
    const { name, tokenUrl, clientId, clientSecret, ask, now } = this.settings;
    const request = { url: tokenUrl, headers: { Authorization: basicCredentials(clientId, clientSecret) }, form: grantRequest(scope) };
    const errand = { source: name, eventId: key.eventId, operation: 'token' };
    const read = (json: unknown) => accessTokenOf(json, now());
    const asking = { errand, ask: () => ask(request, signal), judge: (exchange: Parameters<typeof judge>[0]) => judge(exchange, read) };
    const { last } = await askPatiently(this.settings, asking, signal);
    if (last.verdict.kind === 'listings') {
      this.token = last.verdict.answer;
      return null;
    }
    return refusal(last.verdict);
  }

  private unasked(verdict: Blind): { last: Try<SellerPage>; attempts: number } {
    return { last: { verdict, waitMs: null, observedAt: new Date(this.settings.now()).toISOString(), body: null }, attempts: 1 };
  }
}

/** The authorisation server answers 400 where it does not take the credentials (RFC 6749, 5.2). */
const refusal = (verdict: Blind): Blind => {
  const isRefused = verdict.httpStatus === 400 || verdict.httpStatus === 401 || verdict.httpStatus === 403;
  return isRefused ? blind('blocked', 'no access token for these credentials', verdict.httpStatus) : verdict;
};

const isUnauthorised = ({ verdict }: Try<SellerPage>): boolean => verdict.kind === 'blind' && verdict.httpStatus === 401;

const look = async (account: Account, { url, now }: StubHubCatalogSettings, key: BookKey, signal: AbortSignal): Promise<Look> => {
  const observedAt = new Date(now()).toISOString();
  if (!eventForm.test(key.eventId) || Number(key.eventId) > mostEventId)
    return blindLook(
      blind('wrong-event', 'an id of this API is a number of at most 2147483647', null),
      { waitMs: null, observedAt, body: null },
      0,
    );
  const pages: SellerPage[] = [];
  const bodies: string[] = [];
  let attempts = 0;
  for (let next: URL | null = firstPage(url, key); next !== null;) {
    const asked = await account.page(key, next, signal);
    attempts += asked.attempts;
    const { last } = asked;
    if (last.verdict.kind === 'blind') return blindLook(last.verdict, last, attempts);
    const page = last.verdict.answer;
    pages.push(page);
    bodies.push(last.body!);
    const follows: URL | null = page.next === null ? null : followed(page.next, url);
    if (page.next !== null && follows === null) return blindLook(blind('unreadable', 'the next page lies elsewhere', 200), last, attempts);
    if (follows === null || pages.length >= mostPages) return { ...seen(pages, bodies, key, last.observedAt, attempts), bodies };
    next = follows;
  }
  throw new Error('unreachable');
};

const firstPage = (url: URL, { eventId }: BookKey): URL => {
  const first = new URL(url);
  first.search = new URLSearchParams({ event_id: eventId, page: '1', page_size: String(pageSize), sort: 'created_at' }).toString();
  return first;
};

const read = (key: BookKey, bodies: readonly string[], observedAt: string): Look => {
  const pages: SellerPage[] = [];
  for (const body of bodies) {
    const verdict = judge({ kind: 'reply', status: 200, location: null, retryAfter: null, body }, pageOf);
    if (verdict.kind === 'blind') return blindLook(verdict, { waitMs: null, observedAt, body }, 0);
    pages.push(verdict.answer);
  }
  return seen(pages, bodies, key, observedAt, 0);
};

const seen = (
  pages: readonly SellerPage[],
  bodies: readonly string[],
  { eventId }: BookKey,
  observedAt: string,
  attempts: number,
): Look => {
  const items = pages.flatMap((page) => page.items);
  if (items.some((item) => isOfAnother(item, eventId)))
    return blindLook(blind('wrong-event', 'listings of another event', 200), { waitMs: null, observedAt, body: null }, attempts);
  const totals = pages.flatMap(({ total }) => total ?? []);
  const declared = totals.length === 0 ? null : Math.max(...totals);
  const name = hash('sha256', bodies.join(' ')).slice(0, 16);
  return seenLook(sightingOfItems({ items: items.map(mapSellerListing), declared, name }, observedAt), attempts);
};
