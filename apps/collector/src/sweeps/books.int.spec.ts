import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import { subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, type Tape } from '@tickettape/jetstream';
import { freshNats, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Books } from './books.js';

let nats: FreshNats;
let tape: Tape;
let [one, other] = [] as unknown as [Books, Books];
let lastId = 0;
let book = key;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['BOOKS']);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});
beforeEach(() => {
  [one, other] = [0, 1].map(() => new Books(new Publisher(tape.js, tape.jsm), tape.jsm)) as [Books, Books];
  lastId += 1;
  book = { ...key, eventId: String(lastId) };
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
const saw = (minute: number, ...ids: string[]) => ({
  observation: aSighting(
    ids.map((id) => aListing(id)),
    { observedAt: at(minute) },
  ),
});

describe('two replicas that look at one book at once', () => {
  it('both count: the slower one decides again on top of what the faster one stored', async () => {
    const loaded = await one.load(book);
    await one.record(book, saw(1, 'a'), loaded);
    const second = await other.record(book, saw(2, 'a', 'b'), loaded);
    expect(second).toMatchObject({ fact: { type: 'book.changed.v1', data: { sequence: 2, appeared: { listingId: ['b'] } } } });
  });

  it('never let an old look overwrite a new one', async () => {
    const loaded = await one.load(book);
    await one.record(book, saw(2, 'a', 'b'), loaded);
    expect(await other.record(book, saw(1, 'a'), loaded)).toBeNull();
    expect((await other.load(book)).book).toMatchObject({ sequence: 1, observedAt: at(2) });
  });

  it('load what the other one stored, not what they hold', async () => {
    await one.record(book, saw(1, 'a'), await one.load(book));
    await other.record(book, { observation: aBlindness({ observedAt: at(2) }) }, await other.load(book));
    expect((await one.load(book)).book).toMatchObject({ status: 'unseen', sequence: 2 });
    expect(await one.load(book)).toBe(await one.load(book));
    expect(await one.lookedAt(book)).toBe(at(2));
  });

  it('hold what a source recalls of the last look, until the other one looks', async () => {
    const recall = { size: 1 };
    await one.record(book, { ...saw(1, 'a'), recall }, await one.load(book));
    expect((await one.load(book)).recall).toBe(recall);
    await other.record(book, saw(2, 'a'), await other.load(book));
    expect((await one.load(book)).recall).toBeUndefined();
  });

  it('know when a book was looked at, also behind a message that nobody can read', async () => {
    await one.record(book, saw(1, 'a'), await one.load(book));
    await tape.js.publish(subjects.book(book), 'not JSON');
    expect(await one.lookedAt(book)).toBe(at(1));
  });
});
