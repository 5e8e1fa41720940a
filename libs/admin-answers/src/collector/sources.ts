import { Capabilities, SourceState, Token } from '@tickettape/contracts';
import { z } from 'zod';

export const SourceStatus = SourceState.extend({ source: Token, kind: z.string(), host: z.string(), capabilities: Capabilities }).meta({
  id: 'SourceStatus',
});
export type SourceStatus = z.output<typeof SourceStatus>;

/** `GET /admin/sources` */
export const SourceList = z
  .object({
    sources: z.array(SourceStatus),
    kinds: z.array(z.object({ kind: z.string(), summary: z.string(), capabilities: Capabilities })).describe('What a source may be'),
  })
  .meta({ id: 'SourceList' });
export type SourceList = z.output<typeof SourceList>;
