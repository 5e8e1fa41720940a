import { z } from 'zod';
import { ReplayRequest } from './replay-request.js';

export const ReplayStatus = z
  .object({
    id: z.string(),
    request: ReplayRequest,
    state: z.enum(['running', 'finished', 'stopped', 'failed']),
    messages: z.int().describe('Sent until now'),
    total: z.int().describe('Sent and still to send, as far as it is known'),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    problem: z.object({ code: z.string(), message: z.string(), fix: z.string() }).nullable().describe('Why it failed'),
  })
  .meta({ id: 'ReplayStatus' });
export type ReplayStatus = z.output<typeof ReplayStatus>;
