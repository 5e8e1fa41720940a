import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';

export const DatabaseEnv = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('Secret: PostgreSQL 17 or newer with TimescaleDB 2.19 or newer'),
});

export const StorageConfig = BaseEnv.extend(DatabaseEnv.shape);
export type StorageConfig = z.output<typeof StorageConfig>;
