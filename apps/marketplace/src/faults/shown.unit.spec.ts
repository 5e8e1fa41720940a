import { describe, expect, it } from 'vitest';
import { day, hour } from '../market/time.js';
import { World } from '../scenario/world.js';
import { proListings } from '../wire/pro-listings.js';
import { pageOf } from '../wire/paging.js';
import { FaultRequest } from './fault.js';
import { shownListings, type Shelf } from './shown.js';

const world = new World(3, 3);
const [first, second] = world.eventsInSheet(day).map((event) => world.marketOf(event));
const shelf = (turn = 0): Shelf => ({
  now: first!.bookAt(day),
  shownBefore: (answers) => first!.bookAt(day - (answers + 1) * hour),
  other: () => second!.bookAt(day),
  turn,
});
const ids = (kind: object, turn?: number) => shownListings(shelf(turn), FaultRequest.parse(kind)).map(({ listingId }) => listingId);
const truth = [...first!.bookAt(day).keys()];

describe('what a source shows', () => {
  it('is its book, where nothing is wrong', () => expect(ids({ kind: 'slow' })).toEqual(truth));

  it('collapsed: the cheapest tenth', () => {
    const shown = ids({ kind: 'collapsed' });
    expect(shown).toHaveLength(Math.ceil(truth.length / 10));
    expect(truth).toEqual(expect.arrayContaining(shown));
  });

  it('frozen: the last honest answer; stale: an earlier one', () => {
    expect(ids({ kind: 'frozen' })).toEqual([...first!.bookAt(day - hour).keys()]);
    expect(ids({ kind: 'stale', answersAgo: 11 })).toEqual([...first!.bookAt(day / 2).keys()]);
  });

  it('wrong-event: nothing of this one', () => expect(ids({ kind: 'wrong-event' }).some((id) => truth.includes(id))).toBe(false));

  it('flapping: some listings fewer, others at every turn', () => {
    const [one, other] = [ids({ kind: 'flapping', hidden: 0.2 }, 1), ids({ kind: 'flapping', hidden: 0.2 }, 2)];
    expect(one.length).toBeLessThan(truth.length);
    expect(one).not.toEqual(other);
  });

  it('undercut-hidden: always the cheapest of all', () => {
    const shown = shownListings(shelf(), FaultRequest.parse({ kind: 'undercut-hidden' }));
    const price = (listings: Iterable<{ allInPrice: number }>) => Math.min(...[...listings].map(({ allInPrice }) => allInPrice));
    expect(shown.length).toBeLessThan(0.7 * truth.length);
    expect(price(shown)).toBe(price(first!.bookAt(day).values()));
  });

  it('currencies: a third in another one', () => {
    const shown = shownListings(shelf(), FaultRequest.parse({ kind: 'currencies' }));
    expect(new Set(shown.map(({ currency }) => currency)).size).toBe(2);
  });
});

describe('pages', () => {
  const listings = proListings(first!.bookAt(day).values());
  const pages = (kind: string | null) => {
    const fault = kind === null ? null : FaultRequest.parse({ kind });
    const { pageCount } = pageOf(listings, 1, 25, fault);
    return Array.from({ length: pageCount }, (_, index) => pageOf(listings, index + 1, 25, fault));
  };

  it('together are the listings, under their total', () => {
    expect(pages(null).flatMap((page) => page.listings)).toEqual(listings);
    expect(pages(null).every(({ totalCount }) => totalCount === listings.length)).toBe(true);
    expect(pageOf(listings, 99, 25, null).listings).toEqual([]);
  });

  it('overlap, or lack the last one, under the same total', () => {
    const shown = pages('pages-overlap').flatMap((page) => page.listings);
    expect(new Set(shown).size).toBeLessThan(shown.length);
    expect(pages('page-missing').flatMap((page) => page.listings).length).toBeLessThan(listings.length);
  });
});
