import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testMessage } from '../message.js';
import { TelegramChannel } from './telegram-channel.js';

/** What the Bot API answers. Ref: https://core.telegram.org/bots/api#making-requests */
type Answer = { ok: true; result: object } | { ok: false; error_code: number; description: string; parameters?: { retry_after: number } };

const token = '123456:planted-token';
const chatId = '987654321';
let server: Server;
let apiRoot: string;
let requests: { url: string | undefined; body: Record<string, unknown> }[];
let answer: Answer | string | null;

beforeAll(async () => {
  server = createServer((request, response) => {
    void Array.fromAsync(request).then((chunks) => {
      requests.push({ url: request.url, body: JSON.parse(chunks.join('')) as never });
      if (answer === null) return;
      if (typeof answer === 'string') return response.writeHead(502, { 'content-type': 'text/html' }).end(answer);
      response.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  requests = [];
});

const send = (title = 'A watch') =>
  new TelegramChannel({ token, apiRoot, timeoutMs: 1_000 }).send(
    { ...testMessage('w1:1:telegram'), title },
    { channel: 'telegram', chatId },
  );
const refusal = (error_code: number, description: string): Answer => ({ ok: false, error_code, description });

describe('the Telegram channel', () => {
  it('sends the message to the chat, as HTML with everything escaped', async () => {
    answer = { ok: true, result: { message_id: 1, date: 1, chat: { id: 1, type: 'private' } } };
    await send('Row <7> & more');
    expect(requests).toMatchObject([
      { url: `/bot${token}/sendMessage`, body: { chat_id: chatId, parse_mode: 'HTML', link_preview_options: { is_disabled: true } } },
    ]);
    expect(requests[0]!.body['text']).toMatch(/^<b>Row &lt;7&gt; &amp; more<\/b>\n/);
  });

  it('obeys the flood limit', async () => {
    answer = { ...refusal(429, 'Too Many Requests: retry after 17'), parameters: { retry_after: 17 } } as Answer;
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE', retryAfterMs: 17_000 });
  });

  it.each([
    [400, 'Bad Request: chat not found'],
    [401, 'Unauthorized'],
    [404, 'Not Found'],
  ])('gives up at %i: %s', async (code, description) => {
    answer = refusal(code, description);
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_REFUSED', kind: 'invalid' });
  });

  it('knows that a person who blocked the bot will never be reached there', async () => {
    answer = refusal(403, 'Forbidden: bot was blocked by the user');
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_GONE', kind: 'invalid' });
  });

  it('tries again later when Telegram is in trouble', async () => {
    answer = refusal(500, 'Internal Server Error');
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    answer = '<html>502 Bad Gateway</html>';
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
  });

  it('waits no longer than it was told', async () => {
    answer = null;
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
  });

  it('says nothing of the token or the chat in its errors', async () => {
    for (const given of [refusal(400, `chat ${chatId} not found`), refusal(500, token), '<html>'] as const) {
      answer = given;
      const error: Error = await send().then(
        () => new Error('it was sent'),
        (reason: Error) => reason,
      );
      expect(error.cause).toBeUndefined();
      expect(`${error.stack}${JSON.stringify(error)}`).not.toMatch(/planted-token|987654321/);
    }
  });
});
