import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { aListing, aSighting, key } from '@tickettape/book/examples';
import { connectTape, ensureStreams, Publisher, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, spawnService, until, type FreshNats, type SpawnedService } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from './program.js';

let nats: FreshNats;
let tape: Tape;
let notifier: SpawnedService;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
  for (const price of [120, 90, 91, 130]) await look(price);
  notifier = await spawnService('notifier', { NATS_URL: nats.url });
});
afterAll(async () => {
  await notifier?.stop();
  await tape.nc.close();
  await nats.stop();
});

/** One complete look now. */
const look = async (price: number): Promise<void> => {
  const observedAt = new Date().toISOString();
  const seen = aSighting([aListing('a', { allInPrice: price * 100 })], { observedAt });
  await appendLook(new Publisher(tape.js, tape.jsm), key, seen, await loadBook(tape.jsm, key));
};

const run = async (...args: string[]): Promise<{ code: number; text: string; notes: string }> => {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const terminal = {
    env: { NATS_URL: nats.url },
    folder: tmpdir(),
    ...(streams as unknown as Record<'stdout' | 'stderr', NodeJS.WriteStream>),
  };
  let code = -1;
  await buildProgram(terminal, (exitCode) => (code = exitCode)).parseAsync(['watch', ...args], { from: 'user' });
  return { code, text: String(streams.stdout.read() ?? ''), notes: String(streams.stderr.read() ?? '') };
};
const ask = (...args: string[]) => run(...args, '--notifier-url', notifier.url);
const rule = 'get-in below 95 USD; tell when over';
const event = ['--event', key.eventId];

describe('tape watch', () => {
  it('tries a rule on what is recorded, before it is kept', async () => {
    const { code, text, notes } = await run('test', rule, ...event, '--since', '1h', '--rearm', '0s');
    expect(code).toBe(0);
    expect(text).toContain('get-in 90.00 USD is below 95.00 USD; it was 120.00 USD at');
    expect(text).toContain('would have told 1 alert in 4 complete, 0 partial and 0 blind looks');
    expect(notes).toContain('Ctrl-C ends it');
    const told = JSON.parse((await run('test', rule, ...event, '--json')).text) as { findings: { type: string }[] };
    expect(told.findings.map(({ type }) => type)).toEqual(['alert.opened.v1']);
    expect((await run('test', rule, '--event', 'nobody')).text).toContain('nothing can be said');
  });

  it('says what is wrong with a rule, its place, and what is allowed there', async () => {
    const wrong = run('test', 'get-in belo 95 USD', ...event, '--severity', 'loud');
    await expect(wrong).rejects.toMatchObject({
      code: 'WATCH_INVALID',
      message: expect.stringMatching(/rule goes on with "belo" after "get-in": write below.*severity is "loud": write low, normal, high/),
    });
    await expect(ask('add', 'listings below many', ...event)).rejects.toMatchObject({ code: 'WATCH_INVALID' });
    await expect(ask('pause', 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps a watch, whose alert can be replayed to its moment, pauses, resumes and removes it', async () => {
    expect((await ask('add', rule, ...event, '--name', 'Cheap seats')).text).toContain('cheap-seats: get-in below 95.00 USD');
    await look(88);
    const holds = async () => (await ask('list')).text.includes('holds (cheap-seats:1)');
    await until(holds, { timeoutMs: 20_000, label: 'the look is judged' });
    const explained = await run('explain', 'cheap-seats:1');
    expect(explained.text).toContain('why      get-in 88.00 USD is below 95.00 USD; it was 130.00 USD at');
    expect(explained.text).toContain('the same alert, word by word');
    expect(explained.code).toBe(0);

    await ask('pause', 'cheap-seats');
    expect((await ask('list')).text).toMatch(/cheap-seats .* paused/);
    await ask('resume', 'cheap-seats');
    expect((await ask('list')).text).toMatch(/cheap-seats .* (waits|holds)/);
    await ask('remove', 'cheap-seats');
    expect((await ask('list')).text).toContain('Nobody watches anything yet');
  });
});
