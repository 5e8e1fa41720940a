import { tabNames } from '@tickettape/contracts';
import { z } from 'zod';
import { Problem } from '../problem.js';

const Count = z.int().nonnegative();

export const Rejection = z
  .object({
    tab: z.enum(tabNames),
    row: z.int().positive().describe('As the sheet numbers it: the header is row 1'),
    column: z.string().nullable().describe('Header of the column; null where the row as a whole is meant'),
    severity: z.enum(['rejected', 'warning']).describe('A rejected row has no effect; a row with a warning has'),
    reason: z.string(),
  })
  .meta({ id: 'Rejection' });
export type Rejection = z.output<typeof Rejection>;

/** `GET /admin/rejections` */
export const Rejections = z
  .object({ at: z.iso.datetime().nullable().describe('When the sheet was last read; null before that'), rejections: z.array(Rejection) })
  .meta({ id: 'Rejections' });
export type Rejections = z.output<typeof Rejections>;

const TabReport = z.object({
  rows: Count.describe('Rows under the header that are not blank'),
  good: Count,
  rejected: Count,
  warnings: Count,
  published: z.record(z.string(), Count).describe('Facts by type'),
  held: Count.describe('Removals that wait for a person'),
});
export type TabReport = z.output<typeof TabReport>;

/** `POST /admin/sync` */
export const SyncReport = z
  .object({
    startedAt: z.iso.datetime(),
    durationMs: Count,
    reader: z.enum(['google-sheets', 'csv-url', 'csv-file']),
    outcome: z.enum(['synced', 'partly']).describe('`partly`: the tab Watches could not be read and stays as it was'),
    events: TabReport,
    watches: TabReport.nullable().describe('null where there is no tab Watches, or it could not be read'),
    watchesFailure: Problem.nullable(),
  })
  .meta({ id: 'SyncReport' });
export type SyncReport = z.output<typeof SyncReport>;
