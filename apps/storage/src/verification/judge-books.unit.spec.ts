import { describe, expect, it } from 'vitest';
import { judgeBooks, type Evidence, type TableBook, type TapeLook } from './judge-books.js';

const key = { source: 'stubhub', eventId: '1' };
const [right, wrong] = ['00000000000000aa', '00000000000000bb'];

const look = (position: number, sequence: number, digest: string | null = right): TapeLook => ({ ...key, position, sequence, digest });
const row = (change: Partial<TableBook> = {}): TableBook => ({
  ...key,
  sequence: 2,
  digest: right,
  found: right,
  lookAt: 20,
  sightAt: 20,
  ...change,
});

const tape = (looks: readonly TapeLook[], change: Partial<Evidence> = {}): Evidence => ({
  position: 100,
  firstSequence: 1,
  last: new Map(looks.slice(-1).map((last) => ['stubhub/1', last])),
  looks: new Map(looks.map((each) => [each.position, each])),
  ...change,
});

const reasons = (books: readonly TableBook[], evidence: Evidence) => judgeBooks(books, evidence).map(({ reason }) => reason);

describe('the tables against the tape', () => {
  it('agree where rows, look and digest do', () => expect(judgeBooks([row()], tape([look(10, 1), look(20, 2)]))).toEqual([]));

  it('differ where the listings do not give the digest', () =>
    expect(judgeBooks([row({ found: wrong })], tape([look(20, 2)]))).toEqual([
      { ...key, sequence: 2, reason: 'listings', told: right, found: wrong },
    ]));

  it('differ where both rows and digest are wrong', () =>
    expect(reasons([row({ found: wrong, digest: wrong })], tape([look(20, 2)]))).toEqual(['digest']));

  it('differ where a book is not there that was applied, and not where it was not applied yet', () => {
    expect(reasons([], tape([look(20, 2)]))).toEqual(['missing']);
    expect(reasons([], tape([look(20, 2)], { position: 19 }))).toEqual([]);
  });

  it('differ where a look was passed over, and not where it was not applied yet', () => {
    expect(reasons([row()], tape([look(20, 2), look(30, 3)]))).toEqual(['look']);
    expect(reasons([row()], tape([look(20, 2), look(30, 3)], { position: 29 }))).toEqual([]);
  });

  it('agree where an old look was published again', () => expect(reasons([row()], tape([look(20, 2), look(30, 1)]))).toEqual([]));

  it('differ where the tape has another look at that place', () => {
    expect(reasons([row()], tape([look(20, 1)]))).toEqual(['look']);
    expect(reasons([row({ lookAt: 21 })], tape([look(20, 2)]))).toEqual(['look']);
  });

  it('differ where the tape knows no such book', () => expect(reasons([row()], tape([]))).toEqual(['unknown']));

  it('agree where what came last on the tape can not be read', () => {
    const { looks, ...rest } = tape([look(20, 2)]);
    expect(reasons([row()], { ...rest, looks, last: new Map() })).toEqual([]);
  });

  it('hold a blind book to its last sighting', () => {
    const blind = [look(20, 2), look(30, 3, null)];
    expect(reasons([row({ sequence: 3, lookAt: 30 })], tape(blind))).toEqual([]);
    expect(reasons([row({ sequence: 3, lookAt: 30, found: wrong })], tape(blind))).toEqual(['listings']);
  });

  it('expect no listings where there never was a sighting', () => {
    const unseen = row({ sequence: 1, lookAt: 10, sightAt: null, digest: null });
    expect(reasons([{ ...unseen, found: '0'.repeat(16) }], tape([look(10, 1, null)]))).toEqual([]);
    expect(reasons([{ ...unseen, found: right }], tape([look(10, 1, null)]))).toEqual(['listings']);
  });

  it('are held to what they repeat where the stream dropped the look', () => {
    const dropped = tape([], { firstSequence: 50 });
    expect(reasons([row()], dropped)).toEqual([]);
    expect(reasons([row({ found: wrong })], dropped)).toEqual(['listings']);
  });
});
