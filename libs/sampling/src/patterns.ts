import { z } from 'zod';

/**
 * How much livelier than the average of its source something is: 1 is average. `seconds` were covered and `changes` seen there; with little of either
 * the factor stays near 1.
 */
const Cell = z.object({ factor: z.number().positive(), changes: z.number().nonnegative(), seconds: z.number().nonnegative() });
export type Cell = z.output<typeof Cell>;

/** When the books of one source change, as learned from its tape. The three kinds of factors multiply. */
export const Patterns = z
  .object({
    source: z.string(),
    learnedAt: z.iso.datetime(),
    /** Spans between two whole looks that this was learned from. */
    spans: z.int().nonnegative(),
    /** Of an average book at an average time. */
    changesPerHour: z.number().nonnegative(),
    /** The average over all covered time of the square root of changes per hour: what one share of the budget is. */
    meanRoot: z.number().nonnegative(),
    /** By hour of the week in UTC, Monday 00:00 first. */
    weekly: z.array(Cell),
    /** By time left until the event: below 1 hour, below 2, below 4, …. */
    life: z.array(Cell),
    events: z.record(z.string(), Cell),
  })
  .meta({ id: 'Patterns' });
export type Patterns = z.output<typeof Patterns>;

/** `GET /admin/patterns` of storage. */
export const LearnedPatterns = z.object({ patterns: z.array(Patterns) }).meta({ id: 'LearnedPatterns' });
export type LearnedPatterns = z.output<typeof LearnedPatterns>;
