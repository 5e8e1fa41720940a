import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { openArchive, readCompleteManifest, tapeStreams } from '@tickettape/archive';
import { bury, connectTape, ensureStreams, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from './program.js';

let nats: FreshNats;
let tape: Tape;
let parent: string;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  parent = await mkdtemp(join(tmpdir(), 'tickettape-cli-'));
  await ensureStreams(tape.jsm, [...tapeStreams, 'SWEEPS', 'DEAD']);
  for (let n = 1; n <= 12; n += 1) await tape.js.publish(`book.stubhub.${n % 2}`, JSON.stringify({ n }));
  await tape.js.publish('catalog.stubhub.1', '{}');
});
afterAll(async () => {
  await tape.nc.close();
  await Promise.all([nats.stop(), rm(parent, { recursive: true, force: true })]);
});

/** Runs a command as a shell in `parent` would. */
const run = async (...args: string[]): Promise<{ code: number; text: string; notes: string }> => {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const terminal = {
    env: { NATS_URL: nats.url },
    folder: parent,
    ...(streams as unknown as Record<'stdout' | 'stderr', NodeJS.WriteStream>),
  };
  let code = -1;
  await buildProgram(terminal, (exitCode) => (code = exitCode)).parseAsync(args, { from: 'user' });
  return { code, text: String(streams.stdout.read() ?? ''), notes: String(streams.stderr.read() ?? '') };
};
const json = async (...args: string[]) => {
  const { code, text } = await run(...args, '--json');
  return { code, told: JSON.parse(text) as Record<string, unknown> };
};

describe('tape export and tape import', () => {
  it('bring the tape into a folder and back', async () => {
    expect(await json('export', '--to', 'archive')).toMatchObject({
      code: 0,
      told: { archive: join(parent, 'archive'), messages: 13, streams: { BOOKS: 12, CATALOG: 1 }, segments: 2 },
    });
    expect(await json('export', '--to', 'tape.tar')).toMatchObject({ code: 0, told: { archive: join(parent, 'tape.tar'), messages: 13 } });
    expect((await run('export', '--verify', 'tape.tar')).text).toContain('is intact: 13 messages');
    expect((await run('export', '--verify', 'archive')).text).toContain('is intact: 13 messages in 2 segments');
    for (const stream of tapeStreams) await tape.jsm.streams.delete(stream);
    const { code, text } = await run('import', '--from', 'archive');
    expect([code, text]).toEqual([0, expect.stringContaining('All 2 books stand where the archive says')]);
    expect(await json('import', '--from', 'archive')).toMatchObject({ code: 0, told: { mismatches: [] } });
  });

  it('say what is wrong with a folder', async () => {
    await expect(run('export', '--to', 'archive')).rejects.toMatchObject({ code: 'ARCHIVE_EXISTS' });
    await expect(run('export')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await run('export', '--to', 'broken', '--streams', 'books');
    const { streams } = await readCompleteManifest(await openArchive(join(parent, 'broken')));
    await truncate(join(parent, 'broken', streams[0]!.segments[0]!.file), 5);
    await expect(run('export', '--verify', 'broken')).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
    await expect(run('import', '--from', 'nowhere')).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
  });
});

describe('tape replay', () => {
  it('sends a part of a stream again and says what it sent', async () => {
    const received: string[] = [];
    tape.nc.subscribe('lab.>', { callback: (_, { subject }) => void received.push(subject) });
    const args = ['--stream', 'books', '--from', '3', '--to', '7', '--subject', 'book.*.1', '--speed', 'instant', '--to-subject', 'lab.>'];
    expect(await json('replay', ...args)).toMatchObject({
      code: 0,
      told: { stream: 'BOOKS', target: 'lab.>', speed: 'instant', fromSequence: 3, toSequence: 7, messages: 3, finished: true },
    });
    await until(() => received.length === 3);
    expect((await run('replay', ...args)).text).toMatch(/^Sent 3 messages of BOOKS 3 to 7 in/);
  });

  it('ends cleanly on Ctrl-C', async () => {
    await tape.js.publish('watch.w1', '{}');
    // A gap to wait in, a hundred times as long.
    await delay(300);
    await tape.js.publish('watch.w1', '{}');
    let sent = 0;
    tape.nc.subscribe('replay.watch.*', { callback: () => void (sent += 1) });
    const before = process.listenerCount('SIGINT');
    const playing = json('replay', '--stream', 'WATCHES', '--speed', '0.01x');
    await until(() => sent === 1);
    process.emit('SIGINT', 'SIGINT');
    expect(await playing).toMatchObject({ code: 0, told: { messages: 1, finished: false } });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('never goes to the tape', async () => {
    await expect(run('replay', '--stream', 'BOOKS', '--to-subject', 'alert.>')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});

describe('tape dead', () => {
  const due = JSON.stringify({ source: 'stubhub', eventId: '1', dueAt: '2026-11-21T12:00:00.000Z', reason: 'interval' });
  const letter = { stream: 'SWEEPS', sequence: 99, subject: 'sweep.due.stubhub.1', data: Buffer.from(due), reason: 'a bug of yesterday' };

  it('lists, shows and redrives', async () => {
    expect(await run('dead', 'list')).toMatchObject({ code: 0, text: 'Nothing is dead\n' });
    await bury(tape.js, 'collector', 'collector-sweeps', letter);
    await bury(tape.js, 'storage', 'books', {
      ...letter,
      stream: 'BOOKS',
      sequence: 1,
      subject: 'book.stubhub.1',
      data: Buffer.from('{"n":1}'),
    });
    expect((await run('dead', 'list')).text).toMatch(
      /1 .*collector +collector-sweeps +SWEEPS 99 +sweep\.due\.stubhub\.1 +a bug of yesterday/,
    );
    expect((await json('dead', 'list')).told).toMatchObject({
      dead: [{ sequence: 1 }, { sequence: 2, origin: { stream: 'BOOKS', sequence: 1 } }],
    });
    expect((await run('dead', 'show', '1')).text).toMatch(/redrive: send: .*\n+\{"source":"stubhub"/s);
    expect(await json('dead', 'redrive', '--all')).toMatchObject({
      code: 1,
      told: {
        results: [
          { sequence: 1, kind: 'send' },
          { sequence: 2, kind: 'still-invalid' },
        ],
      },
    });
    expect((await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: letter.subject }))!.string()).toBe(due);
    expect((await json('dead', 'list')).told).toMatchObject({ dead: [{ sequence: 2 }] });
  });

  it('says that there is no such message', async () => {
    await expect(run('dead', 'show', '1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(run('dead', 'redrive', '2', '1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(run('dead', 'redrive')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
