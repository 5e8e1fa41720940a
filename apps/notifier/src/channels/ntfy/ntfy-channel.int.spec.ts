import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeHttp, type FakeHttp, type Given } from '../fake-http.examples.js';
import { aDigest, anAlert } from '../message.examples.js';
import type { Message } from '../message.js';
import { NtfyChannel } from './ntfy-channel.js';

let ntfy: FakeHttp;
let given: Given;
beforeAll(async () => {
  ntfy = await fakeHttp(() => given);
});
afterAll(() => ntfy.stop());
beforeEach(() => {
  ntfy.taken.length = 0;
  given = { status: 200, body: '{"id":"1"}' };
});

const send = (message: Message) =>
  new NtfyChannel({ timeoutMs: 2_000, isTrusted: () => true }).send(message, {
    channel: 'ntfy',
    url: `${ntfy.url}/my-topic`,
    token: 'tk_planted',
  });

describe('the ntfy channel', () => {
  it('publishes as JSON to the server, with the topic, the priority and the token', async () => {
    await send(anAlert());
    expect(ntfy.taken[0]).toMatchObject({ method: 'POST', url: '/', headers: { authorization: 'Bearer tk_planted' } });
    expect(JSON.parse(ntfy.taken[0]!.body.toString())).toMatchObject({
      topic: 'my-topic',
      title: 'Two together, under 120',
      priority: 5,
      message: expect.stringContaining('get-in 118.50 USD is below'),
    });
  });

  it('stays a message and does not become an attachment', async () => {
    await send(aDigest(200));
    expect(Buffer.byteLength((JSON.parse(ntfy.taken[0]!.body.toString()) as { message: string }).message)).toBeLessThan(4_096);
  });

  it.each([
    [{ status: 429 }, { code: 'CHANNEL_UNAVAILABLE' }],
    [{ status: 403 }, { code: 'CHANNEL_REFUSED' }],
  ])('tells what an answer means: %o', async (answer, error) => {
    given = answer as Given;
    await expect(send(anAlert())).rejects.toMatchObject(error);
  });
});
