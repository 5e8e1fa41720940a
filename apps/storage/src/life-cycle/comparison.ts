import { listedDifferences, type Comparison } from '@tickettape/admin-answers';
import { verificationOf } from '../verification/verification.js';
import type { ComparedTables } from './compare-tables.js';

export const comparisonOf = ({ schema, live, rebuild, differing, ...told }: ComparedTables & { schema: string }): Comparison => ({
  schema,
  live: verificationOf(live),
  rebuild: verificationOf(rebuild),
  mismatches: differing.length,
  differing: differing.slice(0, listedDifferences),
  ...told,
});
