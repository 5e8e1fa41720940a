import type { Fault } from '../faults/fault.js';
import { pageOf } from './paging.js';
import { challengePage, loginPage, pageType } from './pages.js';
import type { ProListing } from './pro-listings.js';

/** What goes back to the client; `reset` breaks the connection without a word. */
export type Answer = { status: number; headers: Record<string, string>; body: string } | 'reset';

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});
const html = (body: string, status: number): Answer => ({ status, headers: { 'content-type': pageType }, body });
const tooMany = (headers: Record<string, string>): Answer => ({
  status: 429,
  headers: { 'content-type': 'text/plain', ...headers },
  body: 'Too many requests',
});

/** Which page is asked for and how many listings it holds; null where the source shows everything at once. */
export type Paging = { page: number; pageSize: number };

/** What goes back for the listings that are shown: they themselves, or what `fault` makes of them. */
export const answerOf = (listings: readonly ProListing[], fault: Fault | null, paging: Paging | null = null): Answer => {
  const honest = () => json(paging ? pageOf(listings, paging.page, paging.pageSize, fault) : listings);
  switch (fault?.kind) {
    case 'throttled':
      return tooMany({ 'retry-after': String(fault.retryAfterSeconds) });
    case 'throttled-silent':
      return tooMany({});
    case 'error':
      return json({ message: 'An error has occurred.' }, fault.status);
    case 'forbidden':
      return json({ message: 'Access denied.' }, 403);
    case 'truncated':
      return truncated(honest());
    case 'login':
      return html(loginPage, 200);
    case 'challenge':
      return html(challengePage, fault.status);
    case 'duplicates':
      return json([...listings, ...listings.slice(0, 3)]);
    case 'missing-fields':
      return json(listings.map(withoutSomething));
    case 'short':
      return json({ listings: listings.slice(0, Math.floor(listings.length * fault.shown)), totalCount: listings.length });
    case 'wrong-type':
      return json({ result: 'ok', count: listings.length });
    case 'reset':
      return 'reset';
    case undefined:
    case 'slow':
    case 'empty':
    case 'collapsed':
    case 'frozen':
    case 'stale':
    case 'wrong-event':
    case 'pages-overlap':
    case 'page-missing':
    case 'currencies':
    case 'flapping':
    case 'undercut-hidden':
      return honest();
  }
};

/** The first three fifths of the text, under a content length that fits it. */
const truncated = (answer: Answer): Answer =>
  answer === 'reset' ? answer : { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length * 0.6)) };

const omissible = ['listingId', 'sellerAllInPrice', 'section'] as const;

/** Every fifth item lacks its id, its price or its section in turn. */
const withoutSomething = (listing: ProListing, index: number): Partial<ProListing> => {
  if (index % 5 !== 0) return listing;
  const { [omissible[(index / 5) % omissible.length]!]: _omitted, ...rest } = listing;
  return rest;
};
