import { BookKey, Digest } from '@tickettape/contracts';
import { z } from 'zod';
import { Verification, verificationOf } from '../verification/verification.js';
import type { ComparedTables } from './compare-tables.js';
import { objections, type Objection } from './objections.js';

/** The differences that are listed; all are counted. */
const listed = 1_000;

export const Comparison = z
  .object({
    schema: z.string().describe('Of the rebuild'),
    live: Verification.describe('The live tables against the tape'),
    rebuild: Verification.describe('The rebuild against the tape'),
    mismatches: z.int().describe('Books at the same look in both whose listings are not the same'),
    differing: z.array(BookKey.extend({ sequence: z.int(), live: Digest, rebuild: Digest })).describe(`${listed} at most`),
    rows: z
      .array(z.object({ table: z.string(), live: z.int(), rebuild: z.int() }))
      .describe('Of one moment; looks up to where both are. The rebuild may be some messages behind or ahead'),
    foreignViews: z.array(z.string()).describe('Views that are not ours and read the live tables'),
    objections: z.array(z.enum(Object.keys(objections) as [Objection, ...Objection[]])).describe('Why a switch would be refused now'),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.output<typeof Comparison>;

export const comparisonOf = ({ schema, live, rebuild, differing, ...told }: ComparedTables & { schema: string }): Comparison => ({
  schema,
  live: verificationOf(live),
  rebuild: verificationOf(rebuild),
  mismatches: differing.length,
  differing: differing.slice(0, listed),
  ...told,
});
