import { z } from 'zod';

const counts = z.record(z.string(), z.int());

/** `GET /admin/summary` */
export const StorageSummary = z
  .object({
    events: z.object({ tracked: z.int(), untracked: z.int() }),
    sweeps: counts.describe('Looks by outcome'),
    rows: counts.describe('Rows by table'),
    alerts: z.object({ opened: z.int(), open: z.int() }),
    deliveries: z.object({ sent: z.int(), failed: z.int() }).describe('Messages by one channel'),
    gaps: counts.describe('What the tape should have told and did not, by reason'),
    caughtUp: z.boolean().describe('Whether every projection stands at the end of its stream'),
  })
  .meta({ id: 'StorageSummary' });
export type StorageSummary = z.output<typeof StorageSummary>;
