import type { BlindReason, BookKey } from '@tickettape/contracts';
import type { APIResponse, Page, Request, Route } from 'playwright-core';
import type { HostGate } from '../../politeness/host-gate.js';
import { NotNow } from '../../politeness/not-now.js';
import { retryAfterMs } from '../../politeness/retry-after.js';
import type { Told } from '../../politeness/told.js';
import { blankByStatus, isOk } from '../by-status.js';
import type { Exchange, Reply } from '../exchange.js';

export type BrowseSettings = {
  source: string;
  gate: Pick<HostGate, 'run'>;
  now: () => number;
  timeoutMs: number;
  maxBytes: number;
  /** What a page may ask for at most; what it wants beyond that it does not get. */
  mostRequests: number;
  /** Kinds of resources that no page gets. */
  block: readonly string[];
  /** What is there when the page is ready. */
  waitFor: string | undefined;
  waitMs: number;
};

/** A page waits for its turn at the gate, and each of its scripts for one of its own. */
const patienceMs = 60_000;

/** What one visit met. */
type Visit = { document: Omit<Reply, 'body'> | null; fault: unknown; requests: number; refused: NotNow | null };

/**
 * One visit of a page. Every request it makes takes its own turn at the gate, also for scripts and data; no request goes to another host than that of
 * `url`. A redirect of the page is an answer. Rejects with NotNow where the host may not be asked, and with the reason of `signal`.
 */
export const browse = async (page: Page, url: URL, key: BookKey, settings: BrowseSettings, signal: AbortSignal): Promise<Exchange> => {
  const visit: Visit = { document: null, fault: null, requests: 0, refused: null };
  const answer = (route: Route) => answerRequest(route, { url, key, settings, visit, signal });
  await page.route('**/*', answer);
  try {
    await page.goto(url.href, { waitUntil: 'domcontentloaded', timeout: settings.timeoutMs + patienceMs }).catch(() => null);
    signal.throwIfAborted();
    if (visit.refused) throw visit.refused;
    if (visit.document === null) return { kind: 'failure', code: codeOf(visit.fault) };
    if (isOk(visit.document.status)) await settle(page, settings);
    const body = await page.content();
    if (Buffer.byteLength(body) > settings.maxBytes) return { kind: 'failure', code: 'TOO_LARGE' };
    return { ...visit.document, body };
  } finally {
    await page.unroute('**/*', answer).catch(() => undefined);
    await page.goto('about:blank').catch(() => undefined);
  }
};

/** A page without what was waited for is judged as it stands. */
const settle = async (page: Page, { waitFor, waitMs }: BrowseSettings): Promise<void> => {
  if (waitFor === undefined) return;
  await page.waitForSelector(waitFor, { state: 'attached', timeout: waitMs }).catch(() => undefined);
};

type Asked = { url: URL; key: BookKey; settings: BrowseSettings; visit: Visit; signal: AbortSignal };

const answerRequest = async (route: Route, asked: Asked): Promise<void> => {
  const request = route.request();
  const isDocument = request.isNavigationRequest() && request.frame().parentFrame() === null;
  if (!isDocument && !isWanted(request, asked)) return route.abort().catch(() => undefined);
  try {
    const fetched = await fetchThroughGate(route, isDocument, asked);
    if (isDocument) asked.visit.document = documentOf(fetched);
    if (isDocument && isRedirect(fetched.status())) await route.fulfill({ status: 200, contentType: 'text/html', body: '' });
    else await route.fulfill({ response: fetched });
  } catch (error) {
    if (isDocument) note(asked.visit, error);
    await route.abort().catch(() => undefined);
  }
};

const isWanted = (request: Request, { url, settings, visit }: Asked): boolean => {
  const target = URL.parse(request.url());
  if (target?.host !== url.host || target.protocol !== url.protocol) return false;
  if (settings.block.includes(request.resourceType())) return false;
  visit.requests += 1;
  return visit.requests <= settings.mostRequests;
};

const fetchThroughGate = (route: Route, isDocument: boolean, { key, settings, signal }: Asked): Promise<APIResponse> => {
  const { gate, source, now, timeoutMs } = settings;
  const errand = { source, eventId: key.eventId, operation: isDocument ? 'listings' : 'page-part' };
  const fetch = async (): Promise<Fetched> => {
    try {
      return { response: await route.fetch({ maxRedirects: 0, timeout: timeoutMs }) };
    } catch (error) {
      return { error };
    }
  };
  return gate
    .run(errand, fetch, (fetched) => tellOf(fetched, now()), signal)
    .then((fetched) => {
      if ('error' in fetched) throw fetched.error;
      return fetched.response;
    });
};

type Fetched = { response: APIResponse } | { error: unknown };

const tellOf = (fetched: Fetched, nowMs: number): Told => {
  if ('error' in fetched) return { result: 'unreachable', httpStatus: null, retryAfterMs: null };
  const document = documentOf(fetched.response);
  const result: BlindReason | 'listings' =
    isOk(document.status) || isRedirect(document.status) ? 'listings' : blankByStatus({ ...document, body: '' })[0];
  return { result, httpStatus: document.status, retryAfterMs: retryAfterMs(document.retryAfter, nowMs) };
};

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const documentOf = (response: APIResponse): Omit<Reply, 'body'> => {
  const headers = response.headers();
  return {
    kind: 'reply',
    status: response.status(),
    location: headers['location'] ?? null,
    retryAfter: headers['retry-after'] ?? null,
    link: headers['link'] ?? null,
  };
};

const note = (visit: Visit, error: unknown): void => {
  if (error instanceof NotNow) visit.refused = error;
  else visit.fault = error;
};

/** The code alone: the error names the request with its secret headers. */
const codeOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : '';
  if (/timeout/i.test(message) || error === null) return 'ETIMEDOUT';
  return /E[A-Z]{4,}/.exec(message)?.[0] ?? 'UNKNOWN';
};
