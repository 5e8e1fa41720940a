import { z } from 'zod';

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
    EVENTS: z.coerce.number().int().min(1).max(50).default(6).describe('Tracked events at the same time'),
    FAULTS: z.enum(['none', 'default']).default('default').describe('`default`: now and then something goes wrong by itself'),
    SHEET_FLAWS: z.stringbool().default(true).describe('Whether the sheet has a row with a date that nobody can read'),
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
  }));
export type Options = z.output<typeof Options>;
