import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeHttp, type FakeHttp, type Given } from '../fake-http.examples.js';
import { aDigest, anAlert, aPicture, hostile } from '../message.examples.js';
import type { Message } from '../message.js';
import { DiscordChannel } from './discord-channel.js';
import type { DiscordMessage } from './discord-embed.js';

let discord: FakeHttp;
let given: Given;
beforeAll(async () => {
  discord = await fakeHttp(() => given);
});
afterAll(() => discord.stop());
beforeEach(() => {
  discord.taken.length = 0;
  given = { status: 200, body: '{"id":"1"}' };
});

const send = (message: Message) =>
  new DiscordChannel({ timeoutMs: 2_000, isTrusted: () => true }).send(message, {
    channel: 'discord',
    url: `${discord.url}/api/webhooks/1/planted`,
  });
const json = (): DiscordMessage => JSON.parse(discord.taken.at(-1)!.body.toString()) as DiscordMessage;

describe('the Discord channel', () => {
  it('posts an embed that pings nobody, waits for the message to be there, and escapes what people wrote', async () => {
    await send(anAlert({ reason: hostile }));
    expect(discord.taken[0]).toMatchObject({ method: 'POST', url: '/api/webhooks/1/planted?wait=true' });
    expect(json().allowed_mentions).toEqual({ parse: [] });
    expect(json().embeds[0]).toMatchObject({ title: 'Two together, under 120', color: 0xdc2626 });
    expect(json().embeds[0]!.description).toContain('\\*bold\\*');
    expect(json().embeds[0]!.description).toContain('\\@everyone');
  });

  it('uploads the picture with the message', async () => {
    await send(anAlert({ picture: aPicture }));
    const { headers, body } = discord.taken[0]!;
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': String(headers['content-type']) } }).formData();
    const message = JSON.parse(await (form.get('payload_json') as File).text()) as DiscordMessage;
    expect(message.embeds[0]!.image).toEqual({ url: 'attachment://prices.png' });
    expect(Buffer.from(await (form.get('files[0]') as File).arrayBuffer())).toEqual(aPicture.png);
  });

  it('stays within what Discord takes, also as a digest of a hundred', async () => {
    await send(aDigest(100));
    const [embed] = json().embeds;
    const length =
      embed!.title.length +
      embed!.description.length +
      embed!.fields!.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
    expect(embed!.fields!.length).toBeLessThanOrEqual(25);
    expect(length).toBeLessThanOrEqual(6_000);
    await send(anAlert({ listings: Array.from({ length: 40 }, () => hostile.repeat(20)) }));
    expect(json().embeds[0]!.description.length).toBeLessThanOrEqual(4_096);
  });

  it.each([
    [
      { status: 429, headers: { 'retry-after': '1.5' } },
      { code: 'CHANNEL_UNAVAILABLE', retryAfterMs: 1_500 },
    ],
    [{ status: 500 }, { code: 'CHANNEL_UNAVAILABLE' }],
    [{ status: 400 }, { code: 'CHANNEL_REFUSED' }],
    [{ status: 404 }, { code: 'CHANNEL_GONE' }],
  ])('tells what an answer means: %o', async (answer, error) => {
    given = answer as Given;
    await expect(send(anAlert())).rejects.toMatchObject(error);
  });
});
