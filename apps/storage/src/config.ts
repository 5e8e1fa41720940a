import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';
import { DatabaseEnv } from './database/database-env.js';

const days = z.coerce.number().int().positive().optional();

export const StorageConfig = BaseEnv.extend({
  ...DatabaseEnv.shape,
  RETENTION_DAYS: days.describe(
    'Looks older than this are dropped from `sweeps`, in chunks of seven days; the tape keeps them. Default: everything stays',
  ),
  COMPRESS_AFTER_DAYS: days.describe(
    'Looks older than this go into the columnstore; Community edition of TimescaleDB only. Default: none do',
  ),
  PATTERNS_EVERY_MINUTES: z.coerce
    .number()
    .min(1)
    .max(10_080)
    .default(60)
    .describe('How often it is learned anew when books change, for the collectors and `tape patterns`'),
});
export type StorageConfig = z.output<typeof StorageConfig>;
