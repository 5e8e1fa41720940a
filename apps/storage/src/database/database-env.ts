import { z } from 'zod';

/** How a program gets at the database, read from its environment. */
export const DatabaseEnv = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('Secret: PostgreSQL 17 or newer with TimescaleDB 2.19 or newer'),
});
