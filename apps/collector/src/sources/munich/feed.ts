import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import axios, { type AxiosInstance, isAxiosError } from 'axios';
import type { Exchange } from '../exchange.js';

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
export const createFeed = ({ url, headers, timeoutMs = 15_000, maxBytes = 8 * 1024 * 1024 }: FeedOptions): Feed => {
  const client = createClient(headers, maxBytes);
  const base = url.href.replace(/\/+$/, '');
  return async ({ route, params = {}, body }, signal) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = { url: `${base}${route}`, params, signal: AbortSignal.any([signal, timeout]) };
    const told =
      body === undefined ? { ...request, method: 'GET' } : { ...request, method: 'POST', data: JSON.stringify(body), headers: json };
    try {
      const reply = await context.with(suppressTracing(context.active()), () => client.request<string>(told));
      const retryAfter: unknown = reply.headers['retry-after'];
      return {
        kind: 'reply',
        status: reply.status,
        location: null,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        body: reply.data,
      };
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'failure', code: timeout.aborted ? 'ETIMEDOUT' : codeOf(error) };
    }
  };
};

const json = { 'Content-Type': 'application/json' };

const createClient = (headers: FeedOptions['headers'], maxContentLength: number): AxiosInstance =>
  axios.create({
    headers: { Accept: 'application/json', ...headers },
    proxy: false,
    maxRedirects: 0,
    maxContentLength,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
  });

/** The code alone: an axios error holds the address with the token. */
const codeOf = (error: unknown): string => {
  if (!isAxiosError(error)) return 'UNKNOWN';
  if (error.message.startsWith('maxContentLength')) return 'TOO_LARGE';
  return error.code ?? 'UNKNOWN';
};
