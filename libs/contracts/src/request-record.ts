import { z } from 'zod';
import { BookKey } from './token.js';

/** One request in the ledger. It holds no address, header or body: those may hold secrets. */
export const RequestRecord = BookKey.extend({
  /** When the request began. */
  at: z.iso.datetime(),
  host: z.string(),
  operation: z.string(),
  /** The process that asked. */
  replica: z.string(),
  /** `listings`, or why nothing was seen. */
  result: z.string(),
  httpStatus: z.int().nullable(),
  /** Milliseconds it waited for its turn, and took. */
  waitedMs: z.int(),
  tookMs: z.int(),
  /** Milliseconds for which the host asked to be left alone. */
  retryAfterMs: z.int().nullable(),
}).meta({ id: 'RequestRecord' });
export type RequestRecord = z.output<typeof RequestRecord>;
