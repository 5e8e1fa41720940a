import { describe, expect, it } from 'vitest';
import { type Channel, ChannelUnavailable } from './channel.js';
import { testMessage } from './message.js';
import { PatientChannel } from './patient-channel.js';

const channelThat = (...outcomes: (Error | null)[]): Channel<'log'> & { sends: number } => ({
  sends: 0,
  async send() {
    const outcome = outcomes[this.sends++];
    if (outcome) throw outcome;
  },
});

describe('a patient channel', () => {
  it('sends nothing at all while the channel wants to be left alone, and says how long that is', async () => {
    let nowMs = 0;
    const inner = channelThat(new ChannelUnavailable('flood limit', 17_000), null);
    const channel = new PatientChannel(inner, { group: () => 'all', now: () => nowMs });
    const send = () => channel.send(testMessage('k'), { channel: 'log' });

    await expect(send()).rejects.toMatchObject({ retryAfterMs: 17_000 });
    nowMs = 10_000;
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE', retryAfterMs: 7_000 });
    expect(inner.sends).toBe(1);
    nowMs = 17_000;
    await send();
    expect(inner.sends).toBe(2);
  });

  it('does not wait after a failure that asked for nothing', async () => {
    const inner = channelThat(new ChannelUnavailable('HTTP 500'), null);
    const channel = new PatientChannel(inner, { group: () => 'all', now: () => 0 });
    await expect(channel.send(testMessage('k'), { channel: 'log' })).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    await channel.send(testMessage('k'), { channel: 'log' });
  });

  it('keeps its distance for each chat alone', async () => {
    let nowMs = 0;
    const inner = { sent: [] as string[], send: async (_: unknown, { chatId }: { chatId: string }) => void inner.sent.push(chatId) };
    const channel = new PatientChannel<'telegram'>(inner, { group: ({ chatId }) => chatId, spacingMs: 1_000, now: () => nowMs });
    const send = (chatId: string) => channel.send(testMessage('k'), { channel: 'telegram', chatId });
    await send('1');
    await send('2');
    await expect(send('1')).rejects.toMatchObject({ retryAfterMs: 1_000 });
    nowMs = 1_000;
    await send('1');
    expect(inner.sent).toEqual(['1', '2', '1']);
  });
});
