import { z } from 'zod';
import { defineFact } from './fact.js';
import { Token } from './token.js';

/** `revision` counts the facts of one source: 1, 2, 3. */
const OfSource = z.object({ source: Token, revision: z.int().positive() });

/** What a captcha token is wanted for; a token itself never is on the tape, nor the link to the page where a person gets one. */
export const TokenNeed = z.enum([
  /** There is none. */
  'missing',
  /** The one in use ends soon; the source is still looked at. */
  'expiring',
  /** The last one has ended. */
  'expired',
  /** The office does not take it, though it has not ended: it was made for another network address, or the office has forgotten it. */
  'refused',
]);
export type TokenNeed = z.infer<typeof TokenNeed>;

/** A person has to solve the source's captcha. Said once for each need; until then its books are blind, but for `expiring`. */
export const SourceTokenNeeded = defineFact(
  'source.token-needed.v1',
  OfSource.extend({
    need: TokenNeed,
    /** When the token in use ends or ended; null where there was none. */
    expiresAt: z.iso.datetime().nullable(),
    /** For a person. */
    detail: z.string(),
  }),
);
export type SourceTokenNeeded = z.infer<typeof SourceTokenNeeded>;

/** A person supplied a token: the source can be looked at until `expiresAt`. */
export const SourceTokenSupplied = defineFact(
  'source.token-supplied.v1',
  OfSource.extend({
    /** null where the token does not say. */
    expiresAt: z.iso.datetime().nullable(),
    by: z.enum(['page', 'operator']),
  }),
);
export type SourceTokenSupplied = z.infer<typeof SourceTokenSupplied>;

/** The bucket of links to the pages on which people solve captchas, by source: the collector writes it, the notifier reads it. */
export const handOffBucket = 'HANDOFFS';

/** The link works once, and until `expiresAt`. It is a secret: whoever has it can bring a token. */
export const HandOff = z.object({ url: z.url(), expiresAt: z.iso.datetime() }).meta({ id: 'HandOff' });
export type HandOff = z.infer<typeof HandOff>;

/** What people have to know of a source as a whole. */
export const SourceFact = z.discriminatedUnion('type', [SourceTokenNeeded, SourceTokenSupplied]);
export type SourceFact = z.infer<typeof SourceFact>;
