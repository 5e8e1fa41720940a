import type { Fault } from '../faults/fault.js';
import type { ProListing } from './pro-listings.js';

/** One page of the listings, as an object that declares how many there are. */
export type Page = { listings: readonly ProListing[]; totalCount: number; page: number; pageCount: number };

/** Listings that come twice where pages overlap. */
const overlap = 3;

/** `page` counts from 1; one beyond the last is empty. */
export const pageOf = (listings: readonly ProListing[], page: number, pageSize: number, fault: Fault | null): Page => {
  const pageCount = Math.max(1, Math.ceil(listings.length / pageSize));
  const shift = fault?.kind === 'pages-overlap' && page > 1 ? overlap : 0;
  const from = (page - 1) * pageSize - shift;
  const lost = fault?.kind === 'page-missing' && page > 1 && page === pageCount;
  const shown = lost ? [] : listings.slice(from, from + pageSize);
  return { listings: page > pageCount ? [] : shown, totalCount: listings.length, page, pageCount };
};
