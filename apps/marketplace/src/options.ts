import { z } from 'zod';

/** The simulator's environment. */
export const Options = z
  .object({
    /** Loopback only: the truth and the faults are open to whoever can connect. */
    HOST: z.literal('127.0.0.1').default('127.0.0.1'),
    /** 0 takes a free port, told in the ready line. */
    PORT: z.coerce.number().int().min(0).max(65_535).default(0),
    /** The same seed gives the same events, listings and faults. */
    SEED: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
    /** Simulated seconds per real second; 720 makes a day of two minutes. */
    SPEED: z.coerce.number().positive().max(100_000).default(720),
    /** When simulated time began; by default now, or where the run in STATE_FILE stands. */
    EPOCH: z.iso.datetime({ offset: true }).optional(),
    /** Tracked events at the same time. */
    EVENTS: z.coerce.number().int().min(1).max(50).default(6),
    /** `default`: now and then something goes wrong by itself. */
    FAULTS: z.enum(['none', 'default']).default('default'),
    /** Whether the sheet has a row with a date that nobody can read. */
    SHEET_FLAWS: z.stringbool().default(true),
    /** Remembers seed and epoch, so that a restart goes on with the same ids and the same truth. */
    STATE_FILE: z.string().optional(),
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
