import axios, { isAxiosError } from 'axios';
import type { Exchange } from '../exchange.js';

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
  const client = axios.create({
    headers: { Accept: 'application/hal+json, application/json', ...headers },
    proxy: false,
    maxRedirects: 0,
    maxContentLength: maxBytes,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
  });
  return async ({ url, headers: own = {}, form }, signal) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = { url: url.href, headers: own, signal: AbortSignal.any([signal, timeout]) };
    const post = { ...request, method: 'POST', data: form, headers: { ...own, 'Content-Type': 'application/x-www-form-urlencoded' } };
    try {
      const reply = await client.request<string>(form === undefined ? request : post);
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

/** The code alone: an axios error holds the request with its secret headers. */
const codeOf = (error: unknown): string => {
  if (!isAxiosError(error)) return 'UNKNOWN';
  return error.message.startsWith('maxContentLength') ? 'TOO_LARGE' : (error.code ?? 'UNKNOWN');
};
