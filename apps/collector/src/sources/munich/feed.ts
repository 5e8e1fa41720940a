import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Exchange } from '../exchange.js';
import { createHttpFeed } from '../http-feed.js';

export type FeedOptions = {
  /** Base address; routes are added to it. */
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** For the whole exchange, from connect to the last byte. @default 15000 */
  timeoutMs?: number;
  /** A longer body is not read to its end. The directory of a city takes about 1 MB. @default 8 MB */
  maxBytes?: number;
};

export type Request = { route: string; params?: Readonly<Record<string, string | number>>; body?: object };

/** One request. Faults of network and office are values; rejects only with the reason of `signal`. */
export type Feed = (request: Request, signal: AbortSignal) => Promise<Exchange>;

/** The token is a parameter of the address, so no address reaches a span, a log or an error. */
export const createFeed = ({ url: base, headers, timeoutMs = 15_000, maxBytes = 8 * 1024 * 1024 }: FeedOptions): Feed => {
  const ask = createHttpFeed({ headers: { Accept: 'application/json', ...headers }, timeoutMs, maxBytes });
  return ({ route, params = {}, body }, signal) => {
    const url = addressOf(base, route, params);
    return context.with(suppressTracing(context.active()), () =>
      body === undefined
        ? ask({ url, method: 'GET' }, signal)
        : ask({ url, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, signal),
    );
  };
};

const addressOf = (base: URL, route: string, params: NonNullable<Request['params']>): URL => {
  const url = new URL(`${base.href.replace(/\/+$/, '')}${route}`);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value));
  return url;
};
