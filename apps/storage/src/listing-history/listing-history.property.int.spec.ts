import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import type { Listing } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { projectAnew } from '../price-history/projected.examples.js';
import { after } from '../price-history/timed-tape.examples.js';
import { anyTape, look, type Look } from '../tape.examples.js';

useDatabase();

type Step = { sequence: number; change: string; price: number | null; previousPrice: number | null };

const history = (listingId: string) =>
  database.query<Step>(
    `select sequence, change, all_in_price as price, previous_all_in_price as "previousPrice" from listing_history($1, $2, $3, null)`,
    [key.source, eventId, listingId],
  );
let eventId = key.eventId;

const money = ['allInPrice', 'listPrice', 'netProceeds', 'currency'] as const;
const changeOf = (before: Listing, now: Listing): string => {
  if (money.some((name) => before[name] !== now[name])) return 'repriced';
  return before.quantity === now.quantity ? 'revised' : 'quantity';
};
const isEqual = (one: Listing, other: Listing) => JSON.stringify(one) === JSON.stringify(other);

/** The life of a listing as the books of the recorder tell it. */
const expected = (tape: readonly Look[], listingId: string): Step[] => {
  const steps: Step[] = [];
  let known: Listing | null = null;
  let isHere = false;
  const step = ({ book }: Look, change: string, now: Listing): void => {
    steps.push({ sequence: book.sequence, change, price: now.allInPrice, previousPrice: known?.allInPrice ?? null });
    [known, isHere] = [now, !change.startsWith('gone')];
  };
  const arrival = () => (known === null ? 'first-seen' : isHere ? 'seen-again' : 'back');
  for (const [index, seen] of tape.entries()) {
    const { fact, book } = seen;
    if (book.status === 'unseen' || fact.type === 'coverage.lost.v1') continue;
    const now = book.listings.get(listingId);
    const before = tape[index - 1]?.book;
    const was = before?.status === 'seen' ? before.listings.get(listingId) : undefined;
    if (fact.type === 'book.keyframed.v1' && fact.data.delta === null) {
      if (now) step(seen, arrival(), now);
      else if (fact.data.complete && isHere) step(seen, 'gone-unseen', known!);
    } else if (now && (!was || (before?.status === 'seen' && !before.whole && !isEqual(was, now)))) step(seen, arrival(), now);
    else if (now && was && !isEqual(was, now)) step(seen, changeOf(was, now), now);
    else if (!now && was) step(seen, 'gone', was);
  }
  return steps;
};

describe('the history of a listing', () => {
  it('is what the books of the recorder tell of it', () =>
    fc.assert(
      fc.asyncProperty(anyTape(1, 56), async (tape) => {
        await projectAnew(fresh, tape);
        eventId = tape[0]!.fact.data.eventId;
        for (const listingId of ['a', 'b', 'c']) expect(await history(listingId)).toEqual(expected(tape, listingId));
        eventId = key.eventId;
      }),
      { numRuns: 15 },
    ));

  it('tells what happened while nobody saw it from what was seen', async () => {
    const a = aListing('a');
    const b = aListing('b');
    await projectAnew(
      fresh,
      look([
        aSighting([a, b]),
        aSighting([{ ...a, allInPrice: 9_000 }, b]),
        aSighting([b]),
        aSighting([a, b]),
        aBlindness(),
        aSighting([b]),
      ]),
    );
    expect((await history('a')).map(({ change }) => change)).toEqual(['first-seen', 'repriced', 'gone', 'back', 'gone-unseen']);
    expect((await history('b')).map(({ change }) => change)).toEqual(['first-seen', 'seen-again']);
  });
});

describe('listings that are probably the same seats', () => {
  const other = aListing('other', { section: '200' });
  const relistings = (within = '24 hours') =>
    database.query<{ gone: string; fresh: string }>(
      `select gone_listing_id as gone, listing_id as fresh, seconds_between as seconds, agreeing, differing, rivals, is_likeliest as likeliest,
         gone_all_in_price as before, all_in_price as now
       from relistings($1, $2, $3::interval)`,
      [key.source, key.eventId, within],
    );
  const of = (listingId: string, told: Partial<Listing> = {}) => aListing(listingId, { notes: 'aisle', ...told });

  it('are told with their evidence, on both lives', async () => {
    await projectAnew(
      fresh,
      look([
        after(0, aSighting([of('a'), other])),
        after(10, aSighting([other])),
        after(40, aSighting([of('z', { allInPrice: 9_500 }), other])),
      ]),
    );
    expect(await relistings()).toEqual([
      { gone: 'a', fresh: 'z', seconds: 1_800, agreeing: ['notes'], differing: [], rivals: 0, likeliest: true, before: 10_000, now: 9_500 },
    ]);
    const lives = await database.query(
      `select change, other_listing_id as other, seconds_between as seconds from listing_history($1, $2, 'a')
       union all select change, other_listing_id, seconds_between from listing_history($1, $2, 'z')`,
      [key.source, key.eventId],
    );
    expect(lives).toEqual([
      { change: 'first-seen', other: null, seconds: null },
      { change: 'gone', other: null, seconds: null },
      { change: 'probably-relisted-as', other: 'z', seconds: 1_800 },
      { change: 'first-seen', other: null, seconds: null },
      { change: 'probably-relisted-from', other: 'a', seconds: 1_800 },
    ]);
  });

  it('are not those with other seats, another place, another quantity, or too late', async () => {
    const gone = of('a', { seats: '1-2' });
    const unlike = [of('b', { seats: '3-4' }), of('c', { row: '8' }), of('d', { section: '102' }), of('e', { quantity: 3 })];
    await projectAnew(
      fresh,
      look([after(0, aSighting([gone, other])), after(1, aSighting([other])), after(9, aSighting([other, ...unlike]))]),
    );
    expect(await relistings()).toEqual([]);

    await projectAnew(
      fresh,
      look([after(0, aSighting([of('a'), other])), after(1, aSighting([other])), after(62, aSighting([other, of('z')]))]),
    );
    expect(await relistings('1 hour')).toEqual([]);
    expect(await relistings('2 hours')).toHaveLength(1);
  });

  it('are not those that came back by themselves, and not those that were there all along', async () => {
    await projectAnew(
      fresh,
      look([
        after(0, aSighting([of('a'), of('b'), other])),
        after(1, aSighting([of('b'), other])),
        after(2, aSighting([of('a'), of('b'), of('z'), other])),
      ]),
    );
    expect(await relistings()).toEqual([]);
  });

  it('count their rivals and name the likeliest, which agrees in most', async () => {
    await projectAnew(
      fresh,
      look([
        after(0, aSighting([of('a'), of('b', { notes: 'behind a pillar' }), other])),
        after(1, aSighting([other])),
        after(2, aSighting([of('z'), other])),
      ]),
    );
    expect(await relistings()).toMatchObject([
      { gone: 'a', fresh: 'z', rivals: 1, likeliest: true, agreeing: ['notes'], differing: [] },
      { gone: 'b', fresh: 'z', rivals: 1, likeliest: false, agreeing: [], differing: ['notes'] },
    ]);
  });
});
