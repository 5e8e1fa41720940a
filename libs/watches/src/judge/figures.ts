import type { Figure, ListingFilter, Measure } from '@tickettape/contracts';
import type { SeenLook } from '../books/look.js';
import { matches, offersIn, valueOver } from '../books/listings.js';
import { at, valueText } from '../words/phrases.js';

/** What a measure was at the look before; null where there was none. Of a partial look only the get-in is known. */
export const valueBefore = (measure: Measure, filter: ListingFilter, currency: string | null, { before }: SeenLook): Figure['before'] => {
  const { book, isLastComplete } = before;
  if (book.status !== 'seen' || book.observedAt === null) return null;
  if (measure !== 'get-in' && !isLastComplete) return { value: null, observedAt: book.observedAt };
  const listings = [...book.listings.values()].filter((listing) => matches(filter, listing));
  const offers = currency === null ? [] : offersIn(currency, listings);
  return { value: valueOver(measure, listings, offers), observedAt: book.observedAt };
};

/** `it was 103.40 USD at 12:00:00Z`. */
export const beforeText = (before: Figure['before'], currency: string | null, { observedAt }: SeenLook): string => {
  if (before === null) return 'what it was before is not known';
  return `it was ${before.value === null ? 'not known' : valueText(before.value, currency)} at ${at(before.observedAt, observedAt)}`;
};
