import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nanos } from '@nats-io/transport-node';
import type { Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting } from '@tickettape/book/examples';
import { subjects, type BookKey } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, streamConfig, type StoredMessage, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { someMessages, writeArchive } from './archive.examples.js';
import {
  exportTape,
  importTape,
  exportToTar,
  openArchive,
  readCompleteManifest,
  tapeStreams,
  verifyArchive,
  type ExportSettings,
  type ImportSettings,
} from './index.js';

let origin: FreshNats;
let target: FreshNats;
let from: Tape;
let to: Tape;
let parent: string;
let folder: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tickettape-archive-'));
  origin = await freshNats();
  from = await connectTape({ servers: origin.url, name: 'origin' });
  target = await freshNats();
  to = await connectTape({ servers: target.url, name: 'target' });
});
afterAll(async () => {
  await Promise.all([from.nc.close(), to.nc.close()]);
  await Promise.all([origin.stop(), target.stop(), rm(parent, { recursive: true, force: true })]);
});

const wipe = async ({ jsm }: Tape) => {
  for (const stream of tapeStreams) await jsm.streams.delete(stream).catch(() => undefined);
};
beforeEach(async () => {
  await Promise.all([wipe(from), wipe(to)]);
  await ensureStreams(from.jsm, tapeStreams);
  folder = await mkdtemp(join(parent, 'a-'));
});

const keys: BookKey[] = ['1', '2', '3'].map((eventId) => ({ source: 'stubhub', eventId }));

const looksAt = (book: number): Observation[] => [
  ...Array.from({ length: 60 }, (_, look) => aSighting([aListing('a', { allInPrice: 10_000 + look * book }), aListing(`b${look % 4}`)])),
  aBlindness(),
  ...(book === 2 ? [] : [aSighting([aListing('c'), aListing('d')]), aSighting([aListing('d', { notes: 'ü' })])]),
];

const record = async (tape: Tape, key: BookKey, observations: readonly Observation[]) => {
  const publisher = new Publisher(tape.js, tape.jsm);
  let loaded = await loadBook(tape.jsm, key);
  for (const observation of observations) loaded = (await appendLook(publisher, key, observation, loaded)).loaded;
};

/** Three books that are recorded in turns, with all that may lie between: poison, a copy by hand, text that is not JSON. */
const fillTape = async () => {
  for (const [index, key] of keys.entries()) {
    await from.js.publish(subjects.catalog(key), JSON.stringify({ id: `catalog:${index}`, name: `Event ${index}` }), {
      msgID: `catalog:${index}`,
    });
    await from.js.publish(subjects.watch(`w${index}`), `{"id":"watch:${index}"}`);
    await from.js.publish(subjects.alert(`w${index}`), `{"id":"alert:${index}", "price": 1.10}`);
  }
  const series = keys.map((_, index) => looksAt(index + 1));
  for (let look = 0; look < series[0]!.length; look += 7)
    for (const [index, key] of keys.entries()) await record(from, key, series[index]!.slice(look, look + 7));
  await from.js.publish('book.stubhub.1', '{"half":');
  await from.js.publish('book.stubhub.9', Uint8Array.of(0xff, 0x00));
  const copied = await from.jsm.direct.getMessage('BOOKS', { seq: 3 });
  await from.js.publish(copied!.subject, copied!.data);
  await record(from, keys[0]!, [aSighting([aListing('e')])]);
};

const limits = { messages: 40, bytes: 1_000_000 };
const exportTo = (told: Partial<ExportSettings> = {}) => exportTape(from, { folder, version: '0.0.0', limits, ...told });
const importFrom = (told: Partial<ImportSettings> = {}) => importTape(to, { archive: folder, ...told });
const messagesOf = async ({ jsm }: Tape, stream: (typeof tapeStreams)[number]) => Array.fromAsync(readForward(jsm, stream, '>', 1));
const contentOf = ({ subject, data, header }: StoredMessage) => [subject, Buffer.from(data).toString('base64'), header.get('Nats-Msg-Id')];

const expectSameTape = async () => {
  for (const stream of tapeStreams) {
    const [originals, copies] = [await messagesOf(from, stream), await messagesOf(to, stream)];
    expect(copies.map(contentOf)).toEqual(originals.map(contentOf));
    expect(copies.map(({ header }) => Number(header.get('Tape-Imported')))).toEqual(originals.map(({ seq }) => seq));
  }
};
const expectSameBooks = async () => {
  for (const key of keys) expect((await loadBook(to.jsm, key)).book).toEqual((await loadBook(from.jsm, key)).book);
};
const abortAt = (count: number) => {
  const controller = new AbortController();
  const onProgress = ({ messages }: { messages: number }) => messages >= count && controller.abort(new Error('enough'));
  return { signal: controller.signal, onProgress: (progress: { messages: number }) => void onProgress(progress) };
};

describe('an archive of the tape', () => {
  it('brings the same tape back, on which everything goes on as before', async () => {
    await fillTape();
    const manifest = await exportTo();
    expect(manifest).toMatchObject({
      complete: true,
      streams: [{ stream: 'CATALOG' }, { stream: 'WATCHES' }, { stream: 'BOOKS' }, { stream: 'ALERTS' }],
    });
    expect(manifest.books.map(({ eventId, status }) => [eventId, status])).toEqual([
      ['1', 'seen'],
      ['2', 'unseen'],
      ['3', 'seen'],
      ['9', 'unseen'],
    ]);

    const report = await importFrom();
    expect(report).toMatchObject({ books: 4, mismatches: [] });
    expect(report.streams.map(({ storedBefore, firstMoved }) => [storedBefore, firstMoved])).toEqual(Array(4).fill([0, null]));
    await expectSameTape();
    for (const key of keys) expect(await loadBook(to.jsm, key)).toEqual(await loadBook(from.jsm, key));
    for (const tape of [from, to]) await record(tape, keys[0]!, [aSighting([aListing('z')])]);
    await expectSameBooks();
  });

  it('gives the streams their own shape back', async () => {
    await fillTape();
    await exportTo();
    await importFrom();
    for (const stream of tapeStreams) {
      const { config } = await to.jsm.streams.info(stream);
      expect([config.duplicate_window, config.allow_atomic ?? false]).toEqual([streamConfig(stream).duplicate_window, false]);
    }
  });

  it('can be taken of a tape that came from an archive', async () => {
    await fillTape();
    await exportTo();
    await importFrom();
    const second = await mkdtemp(join(parent, 'b-'));
    const manifest = await exportTape(to, { folder: second, version: '0.0.0' });
    expect(manifest.books).toEqual((await readCompleteManifest(await openArchive(folder))).books);
    await wipe(to);
    expect(await importTape(to, { archive: second })).toMatchObject({ mismatches: [] });
    await expectSameTape();
    await expectSameBooks();
  });

  it('may be empty, and may be of some streams only', async () => {
    await exportTo();
    expect(await importFrom()).toMatchObject({ books: 0, mismatches: [] });
    await fillTape();
    folder = await mkdtemp(join(parent, 'a-'));
    const { streams, books } = await exportTo({ streams: ['CATALOG'] });
    expect([streams.map(({ stream }) => stream), books]).toEqual([['CATALOG'], []]);
    await importFrom();
    expect(await messagesOf(to, 'CATALOG')).toHaveLength(3);
  });
});

describe('an archive in one file', () => {
  it('brings the same tape back, also after it was interrupted', async () => {
    await fillTape();
    const file = join(folder, 'tape.tar');
    const settings = { version: '0.0.0', limits };
    await expect(exportToTar(from, file, { ...settings, ...abortAt(90) })).rejects.toThrow('enough');
    await exportToTar(from, file, { ...settings, resume: true });
    expect(await readdir(folder)).toEqual(['tape.tar']);
    await expect(exportToTar(from, file, settings)).rejects.toMatchObject({ code: 'ARCHIVE_EXISTS' });
    expect(await importFrom({ archive: file })).toMatchObject({ books: 4, mismatches: [] });
    await expectSameTape();
  });
});

describe('an export', () => {
  it('goes on after the last whole segment, to the very archive it would have been', async () => {
    await fillTape();
    for (const stop of [30, 95, 150]) await expect(exportTo({ resume: true, ...abortAt(stop) })).rejects.toThrow('enough');
    expect((await readdir(folder)).filter((file) => file.endsWith('.part'))).toEqual([]);
    await expect(verifyArchive(folder)).rejects.toThrow('was not finished');
    const resumed = await exportTo({ resume: true });
    folder = await mkdtemp(join(parent, 'a-'));
    expect({ ...(await exportTo()), exportedAt: '' }).toEqual({ ...resumed, exportedAt: '' });
  });

  it('brings a finished archive up to date', async () => {
    await fillTape();
    const { messages } = await exportTo().then(() => verifyArchive(folder));
    await record(from, keys[1]!, [aSighting([aListing('new')])]);
    await exportTo({ resume: true });
    expect(await verifyArchive(folder)).toMatchObject({ messages: messages + 1 });
    await importFrom();
    await expectSameTape();
  });

  it('refuses a folder that is not free, and the archive of another tape', async () => {
    await fillTape();
    await writeFile(join(folder, 'holiday.jpg'), '');
    await expect(exportTo()).rejects.toMatchObject({ code: 'ARCHIVE_EXISTS' });
    await rm(join(folder, 'holiday.jpg'));
    await exportTo();
    await expect(exportTo()).rejects.toMatchObject({ code: 'ARCHIVE_EXISTS' });
    await wipe(from);
    await ensureStreams(from.jsm, tapeStreams);
    await expect(exportTo({ resume: true })).rejects.toMatchObject({ code: 'ARCHIVE_EXISTS' });
  });

  it('tells how far it is', async () => {
    await fillTape();
    const seen: { step: string; messages: number; total: number }[] = [];
    await exportTo({ onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toMatchObject({ step: 'CATALOG', messages: 1 });
    expect(seen.at(-1)!.messages).toBe(seen.at(-1)!.total);
  });
});

/** An archive of more messages than one batch holds; no server has to store them first. */
const bigArchive = (count: number) =>
  writeArchive(folder, someMessages(Array.from({ length: count }, (_, n) => `{"n":${n}}`)), { messages: 700, bytes: 1e6 });
const expectBigTape = async (count: number) => {
  const stored = await messagesOf(to, 'BOOKS');
  expect(stored.map((message) => message.json())).toEqual(Array.from({ length: count }, (_, n) => ({ n })));
};

const once = (work: () => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
};

describe('an import', () => {
  it('goes on where it was interrupted', async () => {
    await bigArchive(1600);
    for (const stop of [1, 900]) await expect(importFrom(abortAt(stop))).rejects.toThrow('enough');
    const report = await importFrom();
    expect(report.streams[0]!.storedBefore).toBeGreaterThan(900);
    await expectBigTape(1600);
  });

  it('survives the end of the server in the middle', async () => {
    await bigArchive(4000);
    const crash = once(async () => {
      await target.kill9();
      await target.restart();
    });
    await importFrom({ onProgress: ({ messages }) => void (messages >= 500 && crash()) });
    await crash();
    await expectBigTape(4000);
  });

  it('is not disturbed by a service that declares the streams meanwhile', async () => {
    await bigArchive(2500);
    const declare = once(() => ensureStreams(to.jsm, tapeStreams));
    await importFrom({ onProgress: () => void declare() });
    await declare();
    await expectBigTape(2500);
  });

  it('refuses a tape that is not empty, or was ever written to, and names its streams', async () => {
    await fillTape();
    await exportTo();
    await ensureStreams(to.jsm, tapeStreams);
    await to.js.publish('catalog.s.1', '{}');
    await to.js.publish('watch.w1', '{}');
    await to.jsm.streams.purge('WATCHES');
    const refusal = importFrom();
    await expect(refusal).rejects.toMatchObject({ code: 'TAPE_NOT_EMPTY' });
    await expect(refusal).rejects.toThrow('CATALOG has 1 messages up to 1, WATCHES has 0 messages up to 1');
    expect(await messagesOf(to, 'BOOKS')).toEqual([]);
  });

  it('refuses to go on with another archive', async () => {
    await bigArchive(2);
    await importFrom();
    await rm(folder, { recursive: true });
    folder = await mkdtemp(join(parent, 'a-'));
    await writeArchive(folder, someMessages(['{"n":0}', '{"other":1}', '{"n":2}']));
    await expect(importFrom()).rejects.toMatchObject({ code: 'TAPE_NOT_EMPTY' });
  });

  it('stops when somebody else writes to the tape', async () => {
    await bigArchive(2500);
    const intrude = once(async () => void (await to.js.publish('book.stubhub.1', '{"intruder":1}')));
    await expect(importFrom({ onProgress: () => void intrude() })).rejects.toMatchObject({ code: 'TAPE_NOT_EMPTY' });
    await intrude();
  });

  it('stores nothing of an archive that is damaged', async () => {
    await fillTape();
    const { streams } = await exportTo();
    await appendFile(join(folder, streams.at(-1)!.segments.at(-1)!.file), 'x');
    await expect(importFrom()).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
    await ensureStreams(to.jsm, tapeStreams);
    for (const stream of tapeStreams) expect(await messagesOf(to, stream)).toEqual([]);
  });

  it('keeps every message of a tape that holds the same id twice', async () => {
    const { config } = await from.jsm.streams.info('CATALOG');
    await from.jsm.streams.update('CATALOG', { ...config, duplicate_window: nanos(100) });
    await from.js.publish('catalog.s.1', '{"n":0}', { msgID: 'same' });
    await expect
      .poll(async () => (await from.js.publish('catalog.s.1', '{"n":1}', { msgID: 'same' })).duplicate, { interval: 150 })
      .toBe(false);
    await from.js.publish('catalog.s.1', '{"n":2}', { msgID: 'other' });
    await exportTo();
    expect(await importFrom()).toMatchObject({ mismatches: [] });
    expect((await messagesOf(to, 'CATALOG')).map((message) => message.json())).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  it('finds keyframes and predecessors of a tape with holes, and says from where positions differ', async () => {
    await fillTape();
    await from.jsm.streams.purge('BOOKS', { filter: 'book.stubhub.3' });
    await exportTo();
    const report = await importFrom();
    expect(report.mismatches).toEqual([]);
    expect(report.streams.find(({ stream }) => stream === 'BOOKS')!.firstMoved).toBeGreaterThan(1);
    await expectSameTape();
    await expectSameBooks();
    await record(to, keys[0]!, [aSighting([aListing('z')])]);
    expect((await loadBook(to.jsm, keys[0]!)).book).toMatchObject({ status: 'seen', listings: new Map([['z', aListing('z')]]) });
  });

  it('takes a tape whose beginning is gone', async () => {
    await fillTape();
    await from.jsm.streams.purge('BOOKS', { seq: 40 });
    await exportTo();
    const report = await importFrom();
    expect(report).toMatchObject({ mismatches: [] });
    expect(report.streams.find(({ stream }) => stream === 'BOOKS')!.firstMoved).toBe(40);
    await expectSameTape();
    await expectSameBooks();
  });
});
