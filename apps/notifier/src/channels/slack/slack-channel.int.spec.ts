import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeHttp, type FakeHttp, type Given } from '../fake-http.examples.js';
import { aDigest, anAlert, aPicture, hostile } from '../message.examples.js';
import type { Message } from '../message.js';
import { SlackChannel } from './slack-channel.js';

type Body = { text: string; blocks: { type: string; text?: { text: string }; elements?: unknown[]; image_url?: string }[] };

/** Incoming webhooks answer `ok`, or a word for what is wrong. Ref: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
let slack: FakeHttp;
let given: Given;
beforeAll(async () => {
  slack = await fakeHttp(() => given);
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.taken.length = 0;
  given = { status: 200, body: 'ok' };
});

const send = (message: Message) =>
  new SlackChannel({ timeoutMs: 2_000, isTrusted: () => true }).send(message, {
    channel: 'slack',
    url: `${slack.url}/services/T0/B0/planted`,
  });
const body = (): Body => JSON.parse(slack.taken.at(-1)!.body.toString()) as Body;

describe('the Slack channel', () => {
  it('posts blocks with everything escaped, and a text for the notification', async () => {
    await send(anAlert({ reason: hostile }));
    expect(body().blocks[0]).toEqual({ type: 'header', text: { type: 'plain_text', text: 'Two together, under 120' } });
    const text = JSON.stringify(body().blocks);
    expect(text).not.toMatch(/<script|<!channel|[^\u200b]\*bold/);
    expect(body().text).toContain('Two together, under 120');
  });

  it('stays within what Slack takes, also as a digest of a hundred', async () => {
    for (const message of [anAlert({ title: 't'.repeat(900), reason: 'r'.repeat(9_000) }), aDigest(100)]) {
      await send(message);
      expect(body().blocks.length).toBeLessThanOrEqual(50);
      for (const { text } of body().blocks) expect(text?.text.length ?? 0).toBeLessThanOrEqual(3_000);
      expect(body().blocks[0]!.text!.text.length).toBeLessThanOrEqual(150);
    }
  });

  it('shows a picture only where it can be fetched, since an incoming webhook takes no upload', async () => {
    await send(anAlert({ picture: aPicture }));
    expect(body().blocks.some(({ type }) => type === 'image')).toBe(false);
    await send(anAlert({ picture: aPicture, links: { acknowledge: null, stop: null, picture: 'https://tape.example.org/c/1' } }));
    expect(body().blocks.find(({ type }) => type === 'image')).toMatchObject({ image_url: 'https://tape.example.org/c/1' });
  });

  it.each([
    [
      { status: 429, headers: { 'retry-after': '12' } },
      { code: 'CHANNEL_UNAVAILABLE', retryAfterMs: 12_000 },
    ],
    [{ status: 503 }, { code: 'CHANNEL_UNAVAILABLE' }],
    [{ status: 400, body: 'invalid_blocks' }, { code: 'CHANNEL_REFUSED' }],
    [{ status: 404, body: 'no_service' }, { code: 'CHANNEL_GONE' }],
    [{ status: 410, body: 'channel_is_archived' }, { code: 'CHANNEL_GONE' }],
  ])('tells what an answer means: %o', async (answer, error) => {
    given = answer as Given;
    await expect(send(anAlert())).rejects.toMatchObject(error);
  });
});
