import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Of a hundred listings from one look to the next, and as many arrive as go: 75 changes in a book of 1,500. */
const perCent = { gone: 1, repriced: 2, resized: 1 };

const amount = (cents: number) => ({ amt: cents / 100, disp: `$${(cents / 100).toFixed(2)}`, currency: 'USD', dec: 2 });

/** Answers in the wire format of StubHub's pro endpoint, one look after the other, always the same. */
export const marketAnswers = (listings: number, looks: number): object[][] => {
  const random = xoroshiro128plus(1);
  const below = (bound: number) => uniformInt(random, 0, bound - 1);
  let nextId = 14_000_000_000;
  const arrival = () => ({
    listingId: (nextId += 1 + below(9)),
    section: below(10) === 0 ? `Loge ${below(9)}` : String(300 + below(30)),
    row: below(8) === 0 ? null : String(1 + below(20)),
    availableTickets: 1 + below(6),
    sellerNetProceeds: below(3) === 0 ? null : amount(5_000 + below(90_000)),
    sellerAllInPrice: below(12) === 0 ? null : amount(6_000 + below(100_000)),
    currencyCode: 'USD',
  });
  let book = Array.from({ length: listings }, arrival);
  return Array.from({ length: looks }, (_, look) => {
    if (look === 0) return book;
    book = book.map((listing) => {
      const lot = below(100);
      if (lot < perCent.gone) return arrival();
      if (lot < perCent.gone + perCent.repriced) return { ...listing, sellerAllInPrice: amount(6_000 + below(100_000)) };
      return lot < perCent.gone + perCent.repriced + perCent.resized ? { ...listing, availableTickets: 1 + below(6) } : listing;
    });
    return book;
  });
};
