import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';

export const DatabaseEnv = z.object({
  /** PostgreSQL 17 or newer with TimescaleDB 2.19 or newer. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
});

export const StorageConfig = BaseEnv.extend(DatabaseEnv.shape);
export type StorageConfig = z.output<typeof StorageConfig>;
