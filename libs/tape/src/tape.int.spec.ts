import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import { unseenBook, type Observation } from '@tickettape/book';
import { subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, type FreshNats } from '@tickettape/testing';
import { headers } from '@nats-io/transport-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendLook, loadBook, loadBookAt, type LoadedBook } from './index.js';

let nats: FreshNats;
let tape: Tape;
let publisher: Publisher;
let eventId = 0;
let book = key;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['BOOKS']);
  publisher = new Publisher(tape.js, tape.jsm);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});
beforeEach(() => {
  eventId += 1;
  book = { ...key, eventId: String(eventId) };
});

const record = async (...observations: Observation[]): Promise<LoadedBook> => {
  let loaded = await loadBook(tape.jsm, book);
  for (const observation of observations) loaded = (await appendLook(publisher, book, observation, loaded)).loaded;
  return loaded;
};

const messages = async () => Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(book), 1));

const publishAgain = async (index: number, withHeaders: boolean) => {
  const original = (await messages())[index]!;
  const carrier = headers();
  if (withHeaders) for (const name of original.header.keys()) if (name.startsWith('Tape')) carrier.set(name, original.header.get(name));
  await tape.js.publish(original.subject, original.data, { headers: carrier });
};

const many = Array.from({ length: 70 }, (_, look) => aSighting([aListing('a', { allInPrice: 10_000 + look }), aListing(`b${look % 3}`)]));

describe('a book on the tape', () => {
  it('is loaded as its recorder holds it, over keyframes, blindness and back', async () => {
    expect(await loadBook(tape.jsm, book)).toEqual({ book: unseenBook(), lastSequence: 0, keyframeSequence: null });
    for (const observations of [many, [aBlindness()], [aBlindness()], [aSighting([aListing('c')])], [aSighting([aListing('c')])]]) {
      const held = await record(...observations);
      expect(await loadBook(tape.jsm, book)).toEqual(held);
    }
  });

  it('is read from its last keyframe on, not from its beginning', async () => {
    const { keyframeSequence } = await record(...many);
    const stored = await messages();
    expect(stored.at(-1)!.header.get('Tape-Keyframe')).toBe(String(keyframeSequence));
    expect(stored.findIndex(({ seq }) => seq === keyframeSequence)).toBe(50);
  });

  it('can be loaded as it was after any of its messages', async () => {
    const looks = [aSighting([aListing('a')]), aSighting([aListing('a'), aListing('b')]), aBlindness(), aSighting([aListing('b')])];
    const held: LoadedBook[] = [];
    for (const look of looks) held.push(await record(look));
    for (const loaded of held) expect(await loadBookAt(tape.jsm, loaded.lastSequence)).toEqual(loaded);
  });

  it('refuses the second of two writers that decided the same look differently', async () => {
    const loaded = await record(aSighting([aListing('a')]));
    await appendLook(publisher, book, aSighting([aListing('b')]), loaded);
    await expect(appendLook(publisher, book, aSighting([aListing('c')]), loaded)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await messages()).toHaveLength(2);
  });

  it('recognises a retry whose acknowledgement was lost as the same fact', async () => {
    const loaded = await record(aSighting([aListing('a')]));
    const first = await appendLook(publisher, book, aSighting([aListing('b')]), loaded);
    const retry = await appendLook(publisher, book, aSighting([aListing('b')]), loaded);
    expect([retry.duplicate, retry.loaded]).toEqual([true, first.loaded]);
    expect(await messages()).toHaveLength(2);
  });

  it.each([
    [0, true],
    [0, false],
    [55, true],
    [55, false],
  ])('does not change when its message %i is published again (headers kept: %s)', async (index, withHeaders) => {
    const held = await record(...many);
    await publishAgain(index, withHeaders);
    const loaded = await loadBook(tape.jsm, book);
    expect(loaded.book).toEqual(held.book);
    expect(await record(aSighting([aListing('z')]))).toMatchObject({
      book: { status: 'seen', sequence: 71, listings: new Map([['z', aListing('z')]]) },
    });
  });

  it('passes over a fact of another book on its subject', async () => {
    const held = await record(aSighting([aListing('a')]), aSighting([aListing('b')]));
    const [first] = await messages();
    const stray = JSON.stringify(first!.json())
      .replaceAll(`"eventId":"${book.eventId}"`, '"eventId":"stray"')
      .replace('"sequence":1', '"sequence":9');
    await tape.js.publish(subjects.book(book), stray);
    expect((await loadBook(tape.jsm, book)).book).toEqual(held.book);
  });

  it('is unseen after a message that cannot be read, until the next look mends it', async () => {
    await record(aSighting([aListing('a')]));
    await tape.js.publish(subjects.book(book), '{"half":');
    expect(await record(aSighting([aListing('a'), aListing('b')]))).toMatchObject({ book: { status: 'seen', sequence: 2 } });
  });
});
