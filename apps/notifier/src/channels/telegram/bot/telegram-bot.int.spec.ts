import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { envelope, subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startNotifier } from '../../../start-notifier.examples.js';
import { People } from '../../../people/people.js';
import { Watches } from '../../../watches/watches.js';
import { anAlertOpened } from '../../../delivery/alert.examples.js';
import { Outboxes } from '../../../delivery/outboxes.js';
import { fakeBotApi, type FakeBotApi } from '../fake-bot-api.examples.js';

let nats: FreshNats;
let tape: Tape;
let telegram: FakeBotApi;
let app: NestFastifyApplication;
let ann: string;
let offered: unknown;
const annsChat = 111;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
  telegram = await fakeBotApi();
  const env = { NATS_URL: nats.url, TELEGRAM_BOT_TOKEN: '1:planted-token', TELEGRAM_API_ROOT: telegram.url };
  app = await startNotifier(env);
  const person = { name: 'Ann', locale: 'en-GB', timeZone: 'UTC', addresses: [{ channel: 'telegram' as const, chatId: String(annsChat) }] };
  ann = (await app.get(People).add(person)).recipient;
  offered = (await next('setMyCommands'))['commands'];
});
afterAll(async () => {
  await app.close();
  await telegram.stop();
  await tape.nc.close();
  await nats.stop();
});
beforeEach(() => {
  telegram.calls.length = 0;
});

const calls = (method: string) => telegram.calls.filter((call) => call.method === method).map(({ body }) => body);
/** The next thing the bot asks for by this method. */
const next = async (method: string) => {
  await until(() => calls(method).length > 0, { label: method });
  return calls(method)[0]!;
};
const says = async (chat: number, text: string) => {
  telegram.says(chat, text);
  const { text: answer } = await next('sendMessage');
  telegram.calls.length = 0;
  return String(answer);
};

/** Tells Ann of an alert and gives the buttons under it. */
const alert = async (): Promise<{ ack: string; mute: string; details: string; watchId: string }> => {
  const opened = anAlertOpened({ name: 'cheap <seats>', recipients: [ann] });
  const { watchId } = opened.data;
  await new Publisher(tape.js, tape.jsm).publish(subjects.alert(watchId), opened);
  await until(() => calls('sendMessage').some(({ chat_id }) => chat_id === String(annsChat)), { timeoutMs: 20_000, label: 'Ann is told' });
  const { reply_markup } = calls('sendMessage')[0] as { reply_markup: { inline_keyboard: { callback_data: string }[][] } };
  const [ack, mute, details] = reply_markup.inline_keyboard.flat().map(({ callback_data }) => callback_data) as [string, string, string];
  telegram.calls.length = 0;
  return { ack, mute, details, watchId };
};

describe('the Telegram bot', () => {
  it('tells a stranger their chat id, and nothing else', async () => {
    expect(await says(999, '/status')).toBe('Nobody here knows you. Give your chat id to whoever runs this: 999');
  });

  it('offers its commands in the menu of the chat', async () => {
    expect(offered).toEqual(expect.arrayContaining([{ command: 'watch', description: expect.any(String) }]));
  });

  it('answers commands of a person it knows', async () => {
    expect(await says(annsChat, '/start')).toContain('Hello Ann');
    expect(await says(annsChat, '/help')).toContain('/mute: ');
    expect(await says(annsChat, 'what?')).toContain('/help: ');
    expect(await says(annsChat, '/mute soon')).toContain('/mute 45m');
    expect(await says(annsChat, '/mute 2h')).toContain('You are told nothing until');
    expect(await says(annsChat, '/status')).toContain('muted until');
    expect(await says(annsChat, '/unmute')).toBe('You are told again.');
    expect(await says(annsChat, '/status')).toContain('not muted');
  });

  it('takes a press of a button: seen, once', async () => {
    const { ack } = await alert();
    telegram.presses(annsChat, ack);
    expect(await next('answerCallbackQuery')).toMatchObject({ text: 'Seen. Nobody else is told.' });
    telegram.calls.length = 0;
    telegram.presses(annsChat, ack);
    expect(await next('answerCallbackQuery')).toMatchObject({ text: 'You had seen it already.' });
    const { messages } = await app.get(Outboxes).current(ann);
    expect([...messages.values()].at(-1)).toMatchObject({ isAcknowledged: true });
  });

  it('mutes the watch of a message, and shows its details', async () => {
    const { mute, details, watchId } = await alert();
    telegram.presses(annsChat, mute);
    expect(await next('answerCallbackQuery')).toMatchObject({ text: expect.stringContaining('This watch is quiet until') });
    expect((await app.get(People).get(ann)).mutedWatches).toHaveProperty(watchId);
    telegram.presses(annsChat, details);
    expect(await next('sendMessage')).toMatchObject({
      parse_mode: 'HTML',
      text: expect.stringMatching(/Details: cheap &lt;seats&gt;[^]*npx tape watch explain \S+:1/),
    });
  });

  it('lets nobody press the buttons of somebody else', async () => {
    const { ack } = await alert();
    telegram.presses(999, ack);
    expect(await next('answerCallbackQuery')).toMatchObject({ text: 'This message is too old, or was not for you.' });
  });

  it('sends nothing to whoever blocked it, until they let it in again', async () => {
    const isActive = async () => (await app.get(People).get(ann)).addresses[0]!.inactive === undefined;
    telegram.blocks(annsChat, 'kicked');
    await until(async () => !(await isActive()));
    telegram.blocks(annsChat, 'member');
    await until(isActive);
    telegram.refuse('sendMessage', { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' });
    await alert();
    await until(async () => !(await isActive()));
    telegram.blocks(annsChat, 'member');
    await until(isActive);
  });

  it('makes a watch in a conversation, says what it understood, and removes it again', async () => {
    const details = { source: 'stubhub', venue: 'Hall', city: 'Berlin', country: 'Germany', localDate: '2027-01-31T20:00:00', notes: null };
    const unknown = { timeZone: null, startsAt: null, intervalSeconds: null };
    for (const [eventId, name] of [
      ['71', 'Example Band'],
      ['72', 'Example Choir'],
    ] as const) {
      const about = { id: `spec:${eventId}`, source: '/spec', subject: eventId, time: new Date().toISOString() };
      const tracked = envelope('event.tracked.v1', about, { ...details, ...unknown, eventId, name, revision: 1 });
      await new Publisher(tape.js, tape.jsm).publish(subjects.catalog({ source: 'stubhub', eventId }), tracked);
    }
    expect(await says(annsChat, '/watches')).toContain('nothing yet');
    expect(await says(annsChat, '/watch')).toContain('Which event?');
    expect(await says(annsChat, 'opera')).toContain('No event of that name');
    expect(await says(annsChat, 'example')).toMatch(/71: Example Band[^]*72: Example Choir/);
    expect(await says(annsChat, 'band')).toContain('When shall you be told?');
    expect(await says(annsChat, 'when it is cheap')).toMatch(/rule [^]*Write another, such as get-in below/);
    expect(await says(annsChat, 'get-in below 95 USD in section 101')).toMatch(
      /^Example Band: get-in below 95.00 USD section 101\.\n[^]*Write yes/,
    );
    const saved = await says(annsChat, 'yes');
    expect(saved).toContain('Saved.');
    expect(await says(annsChat, '/watches')).toContain('section 101');
    const [, id] = /\/remove (\S+)/.exec(saved)!;
    expect(await says(annsChat, '/remove somebody-elses')).toContain('no such watch');
    expect(await says(annsChat, `/remove ${id}`)).toContain('not watched any more');
    expect(await says(annsChat, '/watches')).toContain('nothing yet');
    expect(await says(annsChat, '/cancel')).toContain('nothing to end');
  });

  it('makes a watch that tells whoever asked for it and nobody else, by no channel of the operator', async () => {
    await says(annsChat, '/watch 71');
    const answer = await says(annsChat, 'listings below 3; severity high; to r-somebody; by slack');
    expect(answer).toMatch(/listings below 3; severity high[^]*it tells you, by your channels/);
    const [, id] = /\/remove (\S+)/.exec(await says(annsChat, 'yes'))!;
    const watch = app
      .get(Watches)
      .all()
      .find(({ watchId }) => watchId === id);
    expect(watch).toMatchObject({ recipients: [ann], channels: ['log'], origin: 'person' });
  });

  it('waits as long as Telegram asks for', async () => {
    telegram.refuse('sendMessage', { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } });
    telegram.says(annsChat, '/help');
    await until(() => calls('sendMessage').length === 2);
  });
});
