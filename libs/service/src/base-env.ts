import { isLoopback } from '@tickettape/config';
import { z } from 'zod';

/** What every service reads from its environment. */
export const BaseEnv = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Address the admin endpoints listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** 0 takes a free port, told in the `ready` line of the log. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** At least 16 characters; required as soon as HOST is not loopback. */
  ADMIN_TOKEN: z.string().min(16).optional(),
  /** One or more addresses, separated by commas. */
  NATS_URL: z.string().default('nats://127.0.0.1:4222'),
});
export type BaseEnv = z.output<typeof BaseEnv>;

/** Whether the admin endpoints would be open to others without a token. */
export const needsToken = ({ HOST, ADMIN_TOKEN }: Pick<BaseEnv, 'HOST' | 'ADMIN_TOKEN'>): boolean =>
  !isLoopback(HOST) && ADMIN_TOKEN === undefined;
