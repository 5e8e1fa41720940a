import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

type Amount = { amt: number; disp: string; currency: string; dec: number };

/** One listing in the wire format of StubHub's pro endpoint. */
export type ProListing = {
  listingId: number;
  section: string;
  row: string | null;
  availableTickets: number;
  sellerNetProceeds: Amount | null;
  sellerAllInPrice: Amount | null;
  currencyCode: string;
};

export type ProAnswer = ProListing[];

const amount = (cents: number): Amount => ({ amt: cents / 100, disp: `$${(cents / 100).toFixed(2)}`, currency: 'USD', dec: 2 });

/**
 * A market of our own making in the shape of a real one: `looks` answers in a row, from `listings` down, with prices that move and are sometimes
 * not told, quantities that shrink, listings that vanish, arrive and come back. The same seed gives the same answers.
 */
export const proAnswers = (seed: number, listings: number, looks: number): ProAnswer[] => {
  const random = xoroshiro128plus(seed);
  const below = (bound: number) => uniformInt(random, 0, bound - 1);
  let nextId = 14_000_000_000 + seed * 10_000;
  const arrival = (): ProListing => ({
    listingId: (nextId += 1 + below(9)),
    section: below(10) === 0 ? `Loge ${below(9)}` : String(300 + below(30)),
    row: below(8) === 0 ? null : String(1 + below(20)),
    availableTickets: 1 + below(6),
    sellerNetProceeds: below(3) === 0 ? null : amount(5_000 + below(90_000)),
    sellerAllInPrice: below(12) === 0 ? null : amount(6_000 + below(100_000)),
    currencyCode: 'USD',
  });
  const moved = (listing: ProListing): ProListing => {
    const dice = below(20);
    if (dice === 0) return { ...listing, sellerAllInPrice: amount(6_000 + below(100_000)) };
    if (dice === 1) return { ...listing, availableTickets: Math.max(1, listing.availableTickets - 1) };
    if (dice === 2) return { ...listing, sellerAllInPrice: null };
    return listing;
  };
  let hidden: ProListing[] = [];
  let book = Array.from({ length: listings }, arrival);
  return Array.from({ length: looks }, (_, look) => {
    if (look === 0) return book;
    const kept = book.filter(() => below(12) > 0);
    const back = hidden.filter(() => below(3) === 0);
    hidden = [...hidden.filter((listing) => !back.includes(listing)), ...book.filter((listing) => !kept.includes(listing))];
    book = [...kept.map(moved), ...back, ...Array.from({ length: below(4) }, arrival)];
    return look % 7 === 0 ? book.toReversed() : book;
  });
};
