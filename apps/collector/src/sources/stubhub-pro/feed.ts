import type { Exchange } from '../exchange.js';
import { createHttpFeed } from '../http-feed.js';

export type FeedOptions = {
  /** Full address of GetCompListingsByEventId. */
  url: URL;
  /** Clients of others use PUT with an empty body; GET is answered too. */
  method: 'GET' | 'PUT';
  /** User-Agent and secrets such as cookies; never logged. */
  headers: Readonly<Record<string, string>>;
  /** For the whole exchange, from connect to the last byte. @default 10000 */
  timeoutMs?: number;
  /** A longer body is not read to its end. A book of 1,500 listings takes about 0.5 MB. @default 32 MB */
  maxBytes?: number;
};

/** One request for one event. `page` counts from 1, which is not named. Faults of network and source are values; rejects only with the reason of `signal`. */
export type Feed = (eventId: string, signal: AbortSignal, page?: number) => Promise<Exchange>;

export const createFeed = ({ url, method, headers, timeoutMs = 10_000, maxBytes = 32 * 1024 * 1024 }: FeedOptions): Feed => {
  const ask = createHttpFeed({ headers: { Accept: 'application/json', ...headers }, timeoutMs, maxBytes });
  return (viagogoEventId, signal, page = 1) => ask({ url: addressOf(url, viagogoEventId, page), method }, signal);
};

const addressOf = (url: URL, viagogoEventId: string, page: number): URL => {
  const address = new URL(url);
  address.searchParams.set('viagogoEventId', viagogoEventId);
  if (page > 1) address.searchParams.set('page', String(page));
  return address;
};
