import { isLoopback } from '@tickettape/config';
import { NatsEnv } from '@tickettape/jetstream';
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
    .describe(
      'Secret: bearer token of an operator under `/admin`, at least 16 characters; a token is required as soon as HOST is not loopback',
    ),
  VIEWER_TOKEN: z.string().min(16).optional().describe('Secret: bearer token of a viewer, who may read under `/admin` and change nothing'),
  ADMIN_TOKENS_FILE: z
    .string()
    .optional()
    .describe(
      'JSON file of named tokens, `[{"name":"ann","role":"operator","sha256":"<hex of the SHA-256 of the token>"}]`, so that the audit log names people',
    ),
  ADMIN_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(1200)
    .describe('Requests under `/admin` that one principal may make from one address in a minute'),
  ...NatsEnv.shape,
  TAPE_DECLARED: z
    .stringbool()
    .default(false)
    .describe('`true` where `tape declare` makes streams, consumers and buckets, and the service waits for them instead of making its own'),
});
export type BaseEnv = z.output<typeof BaseEnv>;

/** Whether the admin endpoints would be open to others without a token. */
export const needsToken = ({ HOST, ADMIN_TOKEN, ADMIN_TOKENS_FILE }: BaseEnv): boolean =>
  !isLoopback(HOST) && ADMIN_TOKEN === undefined && ADMIN_TOKENS_FILE === undefined;
