import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDigest, anAlert, aPicture, hostile } from '../message.examples.js';
import type { Message } from '../message.js';
import { EmailChannel } from './email-channel.js';

type Refusal = { at: 'rcpt' | 'data'; code: number };

let server: SMTPServer;
let port: number;
let mails: ParsedMail[];
let recipients: string[];
let refusal: Refusal | null;
let isSilent = false;

const refused = (at: Refusal['at']): Error | null =>
  refusal?.at === at ? Object.assign(new Error('no such <ann@planted.example>'), { responseCode: refusal.code }) : null;

beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _, done) =>
      done(username === 'tape' && password === 'planted-password' ? null : new Error('wrong'), { user: username }),
    onRcptTo: ({ address }, _, done) => {
      recipients.push(address);
      done(refused('rcpt'));
    },
    onData: (stream, _, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        if (!isSilent) done(refused('data'));
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.server.address() as { port: number }).port;
});
afterAll(() => new Promise<void>((closed) => server.close(closed)));
beforeEach(() => {
  [mails, recipients, refusal, isSilent] = [[], [], null, false];
});

const send = (message: Message, told: { url?: string; timeoutMs?: number } = {}) =>
  new EmailChannel({
    url: told.url ?? `smtp://tape:planted-password@127.0.0.1:${port}`,
    from: 'tickettape <alerts@example.org>',
    timeoutMs: told.timeoutMs ?? 5_000,
  }).send(message, { channel: 'email', address: 'ann@planted.example' });

describe('the e-mail channel', () => {
  it('sends plain text and HTML, with what people wrote escaped', async () => {
    await send(anAlert({ reason: hostile }));
    expect(recipients).toEqual(['ann@planted.example']);
    expect(mails[0]).toMatchObject({
      subject: 'Two together, under 120 · Example Band',
      from: { text: '"tickettape" <alerts@example.org>' },
    });
    expect(mails[0]!.text).toContain(hostile);
    expect(String(mails[0]!.html)).not.toContain('<script>');
    expect(String(mails[0]!.html)).toContain('&lt;script&gt;');
    expect(mails[0]!.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('carries the picture inside, and a way to stop where there is one', async () => {
    const links = { acknowledge: 'https://tape.example.org/told/1', stop: 'https://tape.example.org/told/2', picture: null };
    await send(anAlert({ picture: aPicture, links }));
    const [mail] = mails;
    expect(mail!.attachments).toMatchObject([{ contentType: 'image/png', cid: 'prices@tickettape', content: aPicture.png }]);
    expect(mail!.headers.get('list')).toMatchObject({ unsubscribe: { url: 'https://tape.example.org/told/2' } });
    expect(mail!.headerLines.map(({ line }) => line)).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(String(mail!.text)).toContain('https://tape.example.org/told/1');
  });

  it('gives the same delivery the same Message-ID, and a digest one of its own', async () => {
    await send(anAlert());
    await send(anAlert());
    await send({ ...aDigest(3), key: 'digest:r-1' });
    expect(mails[0]!.messageId).toBe(mails[1]!.messageId);
    expect(mails[2]!.messageId).not.toBe(mails[0]!.messageId);
    expect(mails[2]!.subject).toBe('3 messages of your watches');
  });

  it('lets nobody write headers by the name of a watch', async () => {
    await send(anAlert({ title: 'cheap\r\nBcc: victim@example.org' }));
    expect(recipients).toEqual(['ann@planted.example']);
    expect(mails[0]!.headers.has('bcc')).toBe(false);
  });

  it.each([
    [{ at: 'rcpt', code: 450 }, 'CHANNEL_UNAVAILABLE'],
    [{ at: 'rcpt', code: 550 }, 'CHANNEL_GONE'],
    [{ at: 'data', code: 451 }, 'CHANNEL_UNAVAILABLE'],
    [{ at: 'data', code: 554 }, 'CHANNEL_REFUSED'],
  ] as const)('tells what a refusal means: %o', async (refuses, code) => {
    refusal = refuses;
    const error: Error = await send(anAlert()).then(
      () => new Error('it was sent'),
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ code, cause: undefined });
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('planted');
  });

  it('is tried again where the server is away, silent or does not know the password', async () => {
    await expect(send(anAlert(), { url: 'smtp://127.0.0.1:9' })).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    await expect(send(anAlert(), { url: `smtp://tape:wrong@127.0.0.1:${port}` })).rejects.toMatchObject({ code: 'CHANNEL_REFUSED' });
    isSilent = true;
    await expect(send(anAlert(), { timeoutMs: 300 })).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
  });
});
