import { hash } from 'node:crypto';
import { listingColumnNames, type Listing } from '@tickettape/contracts';

const separator = '\u001f';

/**
 * One listing as one line: `name=value` of every column that was told, in the order of the column table, each ended by U+001F, which no text can hold.
 * A column that is null adds nothing, so a column added later leaves the digests of old books as they were.
 */
export const canonicalLine = (listing: Listing): string => {
  let line = `listingId=${listing.listingId}${separator}`;
  for (const name of listingColumnNames) {
    const value = listing[name];
    if (value !== null) line += `${name}=${value}${separator}`;
  }
  return line;
};

/** The first 8 bytes of md5(canonical line): what one listing adds to the digest of its book. Plain SQL computes the same. */
export const lineDigest = (listing: Listing): bigint => BigInt(`0x${hash('md5', canonicalLine(listing), 'hex').slice(0, 16)}`);

/** The digest of a book: order-free and incremental, so it can be moved on by what changed. */
export const digestOf = (listings: Iterable<Listing>): bigint => {
  let sum = 0n;
  for (const listing of listings) sum += lineDigest(listing);
  return BigInt.asUintN(64, sum);
};

/** 16 hexadecimal digits, as the tape carries it. */
export const digestText = (digest: bigint): string => digest.toString(16).padStart(16, '0');
