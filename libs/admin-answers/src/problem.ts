import { z } from 'zod';

/** What is wrong, for whoever may know it: our own errors in full, of any other only that there is one. */
export const Problem = z.object({ code: z.string(), message: z.string(), fix: z.string() });
export type Problem = z.output<typeof Problem>;
