import { Token } from '@tickettape/contracts';
import { z } from 'zod';

/** `GET /admin/sources/:source/token`. Never the token itself. */
export const TokenStatus = z
  .object({
    source: Token,
    state: z.enum(['not-needed', 'needed', 'in-use']).describe('`not-needed`: the source never asked for one'),
    address: z.string().nullable().describe('The network address that the token was made for'),
    expiresAt: z.iso.datetime().nullable(),
    suppliedAt: z.iso.datetime().nullable(),
    by: z.enum(['page', 'operator']).nullable(),
    end: z.enum(['missing', 'expired', 'refused']).describe('What became of the last one, where one is needed'),
  })
  .meta({ id: 'TokenStatus' });
export type TokenStatus = z.output<typeof TokenStatus>;
