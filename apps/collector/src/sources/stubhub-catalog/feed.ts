import type { Exchange } from '../exchange.js';
import { createHttpFeed } from '../http-feed.js';

export type FeedOptions = {
  headers: Readonly<Record<string, string>>;
  /** For the whole exchange, from connect to the last byte. @default 15000 */
  timeoutMs?: number;
  /** A longer body is not read to its end. @default 32 MB */
  maxBytes?: number;
};

export type Request = { url: URL; headers?: Readonly<Record<string, string>>; form?: string };

/** One request. Faults of network and source are values; rejects only with the reason of `signal`. */
export type Feed = (request: Request, signal: AbortSignal) => Promise<Exchange>;

export const createFeed = ({ headers, timeoutMs = 15_000, maxBytes = 32 * 1024 * 1024 }: FeedOptions): Feed => {
  const ask = createHttpFeed({ headers: { Accept: 'application/hal+json, application/json', ...headers }, timeoutMs, maxBytes });
  return ({ url, headers: own = {}, form }, signal) =>
    form === undefined
      ? ask({ url, method: 'GET', headers: own }, signal)
      : ask({ url, method: 'POST', headers: { ...own, 'Content-Type': 'application/x-www-form-urlencoded' }, body: form }, signal);
};
