import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { BookFact, SourceFact, subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, readForward, type Tape } from '@tickettape/jetstream';
import { officeId, serveOffice, serviceId, type Office } from '@tickettape/munich-office';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from '../catalogue/catalogue.examples.js';
import { aCollector } from '../collector.examples.js';

let nats: FreshNats;
let tape: Tape;
let office: Office;
let officeUrl: string;
let closeOffice: () => void;
let app: NestFastifyApplication;
let name: string;
let count = 0;

const eventId = `${serviceId}-${officeId}`;
const sourcesFile = (address?: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'captcha-')), 'sources.yaml');
  writeFileSync(file, JSON.stringify({ sources: [{ name, kind: 'munich', url: officeUrl, address }] }));
  return file;
};
const start = async (address?: string) => {
  app = await aCollector({
    natsUrl: nats.url,
    sourceUrl: 'http://127.0.0.1:1',
    SOURCES_FILE: sourcesFile(address),
    PUBLIC_URL: 'https://tape.example.com/collector',
    REQUEST_DELAY_MIN_SECONDS: '0',
    REQUEST_DELAY_MAX_SECONDS: '0',
  });
  await tape.js.publish(
    subjects.catalog({ source: name, eventId }),
    JSON.stringify(anEvent('event.tracked.v1', { source: name, eventId, localDate: null, startsAt: null })),
  );
};

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'SOURCES', 'SWEEPS', 'DEAD']);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});
beforeEach(async () => {
  name = `office${(count += 1)}`;
  ({ office, url: officeUrl, stop: closeOffice } = await serveOffice({ captcha: { wanted: true, told: true, lifeSeconds: 300 } }));
});
afterEach(async () => {
  await app.close();
  closeOffice();
  await tape.js.publish(
    subjects.catalog({ source: name, eventId }),
    JSON.stringify(anEvent('event.untracked.v1', { source: name, eventId, revision: 99 })),
  );
  await tape.jsm.streams.purge('SWEEPS');
});

const sourceFacts = async (): Promise<SourceFact[]> =>
  (await Array.fromAsync(readForward(tape.jsm, 'SOURCES', subjects.source(name), 1))).map((message) => SourceFact.parse(message.json()));
const lastLook = async (): Promise<BookFact | null> => {
  const message = await tape.jsm.direct.getMessage('BOOKS', { last_by_subj: subjects.book({ source: name, eventId }) });
  return message && BookFact.parse(message.json());
};
const isSeen = () => until(async () => (await lastLook())?.type.startsWith('book.'), { label: 'a look that sees' });
const isNeeded = () => until(async () => (await sourceFacts()).length > 0, { label: 'a token is asked for' });
const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const response = await app.inject({ method, url, ...(payload ? { payload } : {}) });
  return { status: response.statusCode, headers: response.headers, text: response.body };
};
const bring = (token: string) => call('POST', `/admin/sources/${name}/token`, { token });
const link = async (): Promise<string> => {
  const { text } = await call('POST', `/admin/sources/${name}/token/link`);
  return new URL((JSON.parse(text) as { url: string }).url).pathname.replace('/collector', '');
};

/** What the widget does in the browser of a person. */
const solve = async (challenge: Challenge): Promise<string> => {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
};

describe('a source that wants a captcha solved', () => {
  it('waits, says so once, and is looked at as soon as a person brings a token', async () => {
    await start();
    await isNeeded();
    await until(async () => (await lastLook())?.type === 'coverage.lost.v1');
    expect((await lastLook())!.data).toMatchObject({ reason: 'token-needed', attempts: 0, detail: expect.stringContaining('a person') });
    await until(async () => ((await lastLook())?.data.sequence ?? 0) > 2, { label: 'more looks' });
    expect(await sourceFacts()).toMatchObject([
      { type: 'source.token-needed.v1', data: { revision: 1, need: 'missing', expiresAt: null } },
    ]);

    const token = office.token();
    const { status, text } = await bring(token);
    expect([status, JSON.parse(text)]).toMatchObject([200, { source: name, state: 'in-use', address: '203.0.113.7', by: 'operator' }]);
    expect(text).not.toContain(token);
    await isSeen();
    expect((await sourceFacts()).at(-1)).toMatchObject({ type: 'source.token-supplied.v1', data: { revision: 2, by: 'operator' } });
  });

  it('asks again when the office takes the token no more', async () => {
    await start();
    await isNeeded();
    await bring(office.token());
    await isSeen();
    office.script.address = '198.51.100.9';
    await until(async () => (await sourceFacts()).length === 3);
    expect((await sourceFacts()).at(-1)).toMatchObject({ type: 'source.token-needed.v1', data: { need: 'refused' } });
    expect(JSON.parse((await call('GET', `/admin/sources/${name}/token`)).text)).toMatchObject({ state: 'needed', end: 'refused' });
  });

  it('refuses a token of another address, where its own is known, and one that has ended', async () => {
    await start('203.0.113.7');
    await isNeeded();
    const foreign = await bring(office.token({ ip: '198.51.100.1' }));
    expect([foreign.status, foreign.text]).toEqual([400, expect.stringContaining('198.51.100.1')]);
    expect((await bring(office.token({ issuedAtMs: Date.now() - 1e7 }))).text).toContain('TOKEN_REFUSED');
    expect((await bring('two words')).status).toBe(400);
    expect((await sourceFacts()).length).toBe(1);
  });

  it('keeps its token out of the tape', async () => {
    await start();
    await isNeeded();
    const token = office.token();
    await bring(token);
    await isSeen();
    for (const stream of ['BOOKS', 'SOURCES', 'REQUESTS', 'ANSWERS', 'DEAD', 'SWEEPS']) {
      const { state } = await tape.jsm.streams.info(stream);
      for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
        const message = await tape.jsm.streams.getMessage(stream, { seq: sequence }).catch(() => null);
        expect(message?.string() ?? '').not.toContain(token.split('.')[2]);
      }
    }
  });
});

describe('the page on which a person solves it', () => {
  it('shows the office’s own challenge, and what the browser finds becomes the token', async () => {
    await start();
    await isNeeded();
    const path = await link();
    const page = await call('GET', path);
    expect([page.status, page.headers['content-security-policy']]).toEqual([200, expect.stringContaining("frame-ancestors 'none'")]);
    expect(page.text).toContain('<altcha-widget');

    const { text } = await call('GET', `${path}/challenge`);
    const payload = await solve(JSON.parse(text) as Challenge);
    const solved = await call('POST', `${path}/solution`, { payload });
    expect([solved.status, JSON.parse(solved.text)]).toEqual([200, { expiresAt: expect.any(String) }]);
    await isSeen();
    expect((await sourceFacts()).at(-1)).toMatchObject({ type: 'source.token-supplied.v1', data: { by: 'page' } });
    expect((await call('GET', path)).status).toBe(410);
    expect((await call('POST', `${path}/solution`, { payload })).status).toBe(410);
  });

  it('takes no wrong solution, and stays open for a right one', async () => {
    await start();
    await isNeeded();
    const path = await link();
    const { parameters, signature } = JSON.parse((await call('GET', `${path}/challenge`)).text) as Challenge;
    const forged = { challenge: { parameters, signature }, solution: { counter: 1, derivedKey: '0'.repeat(64) } };
    const answer = await call('POST', `${path}/solution`, { payload: Buffer.from(JSON.stringify(forged)).toString('base64') });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('TOKEN_REFUSED')]);
    expect((await call('GET', path)).status).toBe(200);
  });

  it('is closed to whoever has not the newest link', async () => {
    await start();
    await isNeeded();
    const old = await link();
    await link();
    expect([(await call('GET', old)).status, (await call('GET', `${old}/challenge`)).status]).toEqual([410, 410]);
    expect((await call('GET', `/captcha/${name}/guess`)).status).toBe(410);
    expect((await call('GET', `/captcha/stubhub/${'a'.repeat(32)}`)).status).toBe(410);
  });

  it('brings its script and its styles along', async () => {
    await start();
    for (const [asset, type] of [
      ['altcha.js', 'text/javascript'],
      ['page.js', 'text/javascript'],
      ['page.css', 'text/css'],
    ]) {
      const { status, headers, text } = await call('GET', `/captcha/assets/${asset}`);
      expect([status, headers['content-type'], text.length > 200]).toEqual([200, expect.stringContaining(type!), true]);
    }
    expect((await call('GET', '/captcha/assets/constructor')).status).toBe(404);
  });
});
