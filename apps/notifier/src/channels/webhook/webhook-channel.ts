import { AppError } from '@tickettape/errors';
import axios, { type AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import { type Channel, ChannelUnavailable } from '../channel.js';
import type { Message } from '../message.js';
import { retryAfterMsOf } from './retry-after.js';
import { sign, webhookHeaders } from './signature.js';

export type WebhookSettings = { url: string; secret: string; timeoutMs: number };

/** Posts the message as JSON, signed. Follows no redirect, so nobody can send it on to an internal address. */
export class WebhookChannel implements Channel {
  constructor(private readonly settings: WebhookSettings) {}

  async send(message: Message): Promise<void> {
    const body = JSON.stringify(message);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const response = await this.post(body, {
      'Content-Type': 'application/json',
      'User-Agent': 'tickettape',
      [webhookHeaders.timestamp]: timestamp,
      [webhookHeaders.signature]: sign(this.settings.secret, timestamp, body),
      [webhookHeaders.idempotencyKey]: message.key,
    });
    check(response.status, response.headers['retry-after']);
  }

  /** The body of the answer is not read. Errors of the client name the address, so only their code goes on. */
  private async post(body: string, headers: Record<string, string>): Promise<AxiosResponse> {
    const { url, timeoutMs } = this.settings;
    try {
      const response = await axios.post<Readable>(url, body, {
        headers,
        timeout: timeoutMs,
        signal: AbortSignal.timeout(timeoutMs),
        maxRedirects: 0,
        responseType: 'stream',
        validateStatus: () => true,
      });
      response.data.destroy();
      return response;
    } catch (error) {
      throw new ChannelUnavailable(`no answer (${axios.isAxiosError(error) && error.code ? error.code : 'unknown error'})`);
    }
  }
}

/** Statuses of 4xx that ask for another try. */
const retried = new Set([408, 425, 429]);

const check = (status: number, retryAfter: unknown): void => {
  if (status >= 200 && status < 300) return;
  if (status >= 500 || retried.has(status)) throw new ChannelUnavailable(`HTTP ${status}`, retryAfterMsOf(retryAfter, Date.now()));
  throw new AppError('CHANNEL_REFUSED', {
    detail: status >= 300 && status < 400 ? `HTTP ${status}, redirects are not followed` : `HTTP ${status}`,
  });
};
