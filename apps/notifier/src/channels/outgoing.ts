import { AppError } from '@tickettape/errors';
import axios, { type AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { ChannelUnavailable } from './channel.js';
import { retryAfterMsOf } from './retry-after.js';

export type OutgoingSettings = {
  timeoutMs: number;
  /** Whether an address is the operator's own. Any other one must not lead into the network this service stands in. */
  isTrusted: (url: string) => boolean;
};

export type Outgoing = { url: string; body: string | Uint8Array | FormData; headers?: Record<string, string> };
export type Answer = { status: number };

const guarded = {
  httpAgent: new RequestFilteringHttpAgent({ allowPrivateIPAddress: false, allowMetaIPAddress: false }),
  httpsAgent: new RequestFilteringHttpsAgent({ allowPrivateIPAddress: false, allowMetaIPAddress: false }),
};

/**
 * Posts to an address that people gave us. Follows no redirect and, unless the address is trusted, connects to no private, loopback or link-local
 * address, whatever the name resolves to. The body of the answer is not read. Gives any answer below 500 but those that ask for another try.
 * Throws CHANNEL_UNAVAILABLE, and CHANNEL_REFUSED where the address may not be reached; no error names the address.
 */
export const post = async ({ url, body, headers = {} }: Outgoing, { timeoutMs, isTrusted }: OutgoingSettings): Promise<Answer> => {
  const response = await request(() =>
    axios.post<Readable>(url, body, {
      headers: { 'User-Agent': 'tickettape', ...headers },
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      maxRedirects: 0,
      proxy: false,
      responseType: 'stream',
      validateStatus: () => true,
      ...(isTrusted(url) ? {} : guarded),
    }),
  );
  response.data.destroy();
  const { status } = response;
  if (status >= 500 || retried.has(status)) throw new ChannelUnavailable(`HTTP ${status}`, askedWaitMs(response));
  if (status >= 300 && status < 400) throw new AppError('CHANNEL_REFUSED', { detail: `HTTP ${status}, redirects are not followed` });
  return { status };
};

/** Statuses of 4xx that ask for another try. */
const retried = new Set([408, 425, 429]);

const askedWaitMs = ({ headers }: AxiosResponse): number | undefined => retryAfterMsOf(headers['retry-after'], Date.now());

/** Errors of the client name the address, so only what they mean goes on. */
const request = async (ask: () => Promise<AxiosResponse<Readable>>): Promise<AxiosResponse<Readable>> => {
  try {
    return await ask();
  } catch (error) {
    if (isForbidden(error)) throw new AppError('CHANNEL_REFUSED', { detail: 'the address leads into a private network' });
    throw new ChannelUnavailable(`no answer (${axios.isAxiosError(error) && error.code ? error.code : 'unknown error'})`);
  }
};

/** The agent that guards addresses says so in words only. */
const isForbidden = (error: unknown): boolean => error instanceof Error && /is not allowed/i.test(`${error.message}${causeOf(error)}`);

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? cause.message : '');

/** Throws CHANNEL_GONE for an address that will never take a message again, CHANNEL_REFUSED for any other answer that is no success. */
export const expectAccepted = ({ status }: Answer, gone: readonly number[]): void => {
  if (status >= 200 && status < 300) return;
  throw new AppError(gone.includes(status) ? 'CHANNEL_GONE' : 'CHANNEL_REFUSED', { detail: `HTTP ${status}` });
};
