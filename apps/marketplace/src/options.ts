import { z } from 'zod';
import type { Limit } from './limit/limit.js';

type LimitEnv = {
  LIMIT_REQUESTS?: number | undefined;
  LIMIT_WINDOW_SECONDS: number;
  LIMIT_DECLARED?: number | undefined;
  LIMIT_STATUS: '403' | '429';
  LIMIT_FORGIVES_AFTER_SECONDS?: number | undefined;
};

const limitOf = (env: LimitEnv): Limit | null =>
  env.LIMIT_REQUESTS === undefined
    ? null
    : {
        requests: env.LIMIT_REQUESTS,
        windowSeconds: env.LIMIT_WINDOW_SECONDS,
        declaredRequests: env.LIMIT_DECLARED ?? env.LIMIT_REQUESTS,
        status: env.LIMIT_STATUS === '429' ? 429 : 403,
        forgivesAfterSeconds: env.LIMIT_FORGIVES_AFTER_SECONDS ?? null,
      };

/** The simulator's environment. */
export const Options = z
  .object({
    HOST: z.literal('127.0.0.1').default('127.0.0.1').describe('Loopback only: the truth and the faults are open to whoever can connect'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(0).describe('0 takes a free port, told in the ready line'),
    SEED: z.coerce.number().int().min(0).max(2_147_483_647).default(1).describe('The same seed gives the same events, listings and faults'),
    SPEED: z.coerce
      .number()
      .positive()
      .max(100_000)
      .default(720)
      .describe('Simulated seconds per real second; 720 makes a day of two minutes'),
    EPOCH: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When simulated time began; by default now, or where the run in STATE_FILE stands'),
    EVENTS: z.coerce.number().int().min(1).max(20_000).default(6).describe('Tracked events at the same time'),
    FAULTS: z.enum(['none', 'default']).default('default').describe('`default`: now and then something goes wrong by itself'),
    SHEET_FLAWS: z.stringbool().default(true).describe('Whether the sheet has a row with a date that nobody can read'),
    PAGE_SIZE: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe("Listings on one page of an answer; without it an answer shows all of them, as StubHub's does"),
    LIMIT_REQUESTS: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Requests that the source bears in LIMIT_WINDOW_SECONDS; one more and it bans whoever asks. Without it, any number'),
    LIMIT_WINDOW_SECONDS: z.coerce.number().positive().max(86_400).default(60).describe('Real time'),
    LIMIT_DECLARED: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe('The limit that the source tells in `x-ratelimit-limit`; by default the truth'),
    LIMIT_STATUS: z.enum(['403', '429']).default('403').describe('What somebody banned is told'),
    LIMIT_FORGIVES_AFTER_SECONDS: z.coerce
      .number()
      .positive()
      .max(86_400)
      .optional()
      .describe('Seconds of silence after which a ban ends; without it, never'),
    STATE_FILE: z.string().optional().describe('Remembers seed and epoch, so that a restart goes on with the same ids and the same truth'),
  })
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    seed: env.SEED,
    speed: env.SPEED,
    epoch: env.EPOCH === undefined ? undefined : new Date(env.EPOCH),
    events: env.EVENTS,
    faults: env.FAULTS,
    sheetFlaws: env.SHEET_FLAWS,
    stateFile: env.STATE_FILE,
    pageSize: env.PAGE_SIZE ?? null,
    limit: limitOf(env),
  }));
export type Options = z.output<typeof Options>;
