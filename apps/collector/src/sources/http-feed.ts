import axios, { type AxiosResponse, isAxiosError } from 'axios';
import type { Exchange, Reply } from './exchange.js';

export type HttpFeedOptions = {
  /** User-Agent and secrets such as cookies; never logged. */
  headers: Readonly<Record<string, string>>;
  /** For one exchange, from connect to the last byte. */
  timeoutMs: number;
  /** A longer body is not read to its end. */
  maxBytes: number;
};

export type HttpRequest = {
  url: URL;
  method: 'GET' | 'POST' | 'PUT';
  body?: string | undefined;
  headers?: Readonly<Record<string, string>>;
};

/** One request. Faults of network and source are values; a redirect is an answer. Rejects only with the reason of `signal`. */
export type HttpFeed = (request: HttpRequest, signal: AbortSignal) => Promise<Exchange>;

export const createHttpFeed = ({ headers, timeoutMs, maxBytes }: HttpFeedOptions): HttpFeed => {
  const client = axios.create({
    headers: { ...headers },
    proxy: false,
    maxRedirects: 0,
    maxContentLength: maxBytes,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
  });
  return async ({ url, method, body, headers: own = {} }, signal) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const request = { url: url.href, method, headers: { ...own }, signal: AbortSignal.any([signal, timeout]) };
      return replyOf(await client.request<string>(method === 'GET' ? request : { ...request, data: body ?? '' }));
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'failure', code: timeout.aborted ? 'ETIMEDOUT' : codeOf(error) };
    }
  };
};

const replyOf = ({ status, headers, data }: AxiosResponse<string>): Reply => ({
  kind: 'reply',
  status,
  location: headerOf(headers['location']),
  retryAfter: headerOf(headers['retry-after']),
  link: headerOf(headers['link']),
  body: data,
});

const headerOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The code alone: an axios error holds the request with its secret headers. */
const codeOf = (error: unknown): string => {
  if (!isAxiosError(error)) return 'UNKNOWN';
  if (error.message.startsWith('maxContentLength')) return 'TOO_LARGE';
  return error.code ?? 'UNKNOWN';
};
