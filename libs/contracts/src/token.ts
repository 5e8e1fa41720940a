import { z } from 'zod';

/** One token of a NATS subject: no dot, space or wildcard gets through. At most 128 characters. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be 1 to 128 letters, digits, - or _');

/** One book is all listings of one event at one source. Ids are strings: they exceed 2^31 and some sources use letters. */
export const BookKey = z.object({ source: Token, eventId: Token });
export type BookKey = z.infer<typeof BookKey>;

/** `source/eventId`: the key of a book in maps and logs. */
export const bookName = ({ source, eventId }: BookKey): string => `${source}/${eventId}`;
