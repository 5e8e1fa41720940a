import { z } from 'zod';
import { tabNames } from '../readers/sheet.js';
import { holdReasons } from './removal-guard.js';

const Tab = z.enum(tabNames);
const Count = z.int().nonnegative();

export const Rejection = z
  .object({
    tab: Tab,
    row: z.int().positive().describe('As the sheet numbers it: the header is row 1'),
    column: z.string().nullable().describe('Header of the column; null where the row as a whole is meant'),
    severity: z.enum(['rejected', 'warning']).describe('A rejected row has no effect; a row with a warning has'),
    reason: z.string(),
  })
  .meta({ id: 'Rejection' });

export const Hold = z
  .object({
    tab: Tab,
    reason: z.enum(holdReasons),
    token: z.string().describe('Confirms the removal of exactly these names'),
    names: z.array(z.string()).describe('`source/eventId` of events, ids of watches'),
    of: Count.describe('How many are live, with these'),
  })
  .meta({ id: 'Hold' });

const TabReport = z.object({
  rows: Count.describe('Rows under the header that are not blank'),
  good: Count,
  rejected: Count,
  warnings: Count,
  published: z.record(z.string(), Count).describe('Facts by type'),
  held: Count.describe('Removals that wait for a person'),
});
export type TabReport = z.output<typeof TabReport>;

const Failure = z.object({ code: z.string(), message: z.string(), fix: z.string() });

export const SyncReport = z
  .object({
    startedAt: z.iso.datetime(),
    durationMs: Count,
    reader: z.enum(['google-sheets', 'csv-url', 'csv-file']),
    outcome: z.enum(['synced', 'partly']).describe('`partly`: the tab Watches could not be read and stays as it was'),
    events: TabReport,
    watches: TabReport.nullable().describe('null where there is no tab Watches, or it could not be read'),
    watchesFailure: Failure.nullable(),
  })
  .meta({ id: 'SyncReport' });
export type SyncReport = z.output<typeof SyncReport>;
