import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';
import type { Exchange, Reply } from '../exchange.js';

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
  const client = createClient(headers, maxBytes);
  return async (viagogoEventId, signal, page = 1) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const request = {
        url: url.href,
        method,
        params: page === 1 ? { viagogoEventId } : { viagogoEventId, page },
        signal: AbortSignal.any([signal, timeout]),
      };
      return replyOf(await client.request<string>(method === 'PUT' ? { ...request, data: '' } : request));
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'failure', code: timeout.aborted ? 'ETIMEDOUT' : codeOf(error) };
    }
  };
};

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

const replyOf = ({ status, headers, data }: AxiosResponse<string>): Reply => ({
  kind: 'reply',
  status,
  location: headerOf(headers['location']),
  retryAfter: headerOf(headers['retry-after']),
  body: data,
});

const headerOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The code alone: an axios error holds the request with its secret headers. */
const codeOf = (error: unknown): string => {
  if (!isAxiosError(error)) return 'UNKNOWN';
  if (error.message.startsWith('maxContentLength')) return 'TOO_LARGE';
  return error.code ?? 'UNKNOWN';
};
