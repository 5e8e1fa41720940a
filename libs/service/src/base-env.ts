import { isLoopback } from '@tickettape/config';
import { z } from 'zod';

/** What every service reads from its environment; the descriptions become docs/reference/configuration.md. */
export const BaseEnv = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development').describe('What kind of environment this is'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least important lines to log'),
  HOST: z.string().default('127.0.0.1').describe('Address the admin endpoints listen on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port they listen on; 0 takes a free one, told in the `ready` line of the log'),
  ADMIN_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Secret: bearer token of `/admin`, at least 16 characters; required as soon as HOST is not loopback'),
  NATS_URL: z.string().default('nats://127.0.0.1:4222').describe('Addresses of the NATS servers, separated by commas'),
});
export type BaseEnv = z.output<typeof BaseEnv>;

/** Whether the admin endpoints would be open to others without a token. */
export const needsToken = ({ HOST, ADMIN_TOKEN }: Pick<BaseEnv, 'HOST' | 'ADMIN_TOKEN'>): boolean =>
  !isLoopback(HOST) && ADMIN_TOKEN === undefined;
