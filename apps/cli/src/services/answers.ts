import { BookKey, outcomes, type Outcome } from '@tickettape/contracts';
import { z } from 'zod';

/** What the commands read of the services' answers; what else is told is left to others. */

const TabReport = z.object({
  rows: z.int(),
  good: z.int(),
  rejected: z.int(),
  warnings: z.int(),
  published: z.record(z.string(), z.int()),
  held: z.int(),
});

/** sheet-sync: POST /admin/sync */
export const SyncReport = z.object({
  outcome: z.enum(['synced', 'partly']),
  events: TabReport,
  watches: TabReport.nullable(),
  watchesFailure: z.object({ code: z.string(), message: z.string(), fix: z.string() }).nullable(),
});
export type SyncReport = z.output<typeof SyncReport>;

/** sheet-sync: GET /admin/rejections */
export const Rejections = z.object({
  rejections: z.array(
    z.object({
      tab: z.string(),
      row: z.int(),
      column: z.string().nullable(),
      severity: z.enum(['rejected', 'warning']),
      reason: z.string(),
    }),
  ),
});
export type Rejections = z.output<typeof Rejections>;

/** collector: POST /admin/sweeps, GET /admin/schedule */
export const PlannedSweeps = z.object({ sweeps: z.array(BookKey.extend({ dueAt: z.iso.datetime() })) });
export type PlannedSweeps = z.output<typeof PlannedSweeps>;

/** collector: GET /admin/sources */
export const SourceStates = z.object({
  sources: z.array(z.object({ source: z.string(), paused: z.boolean(), detail: z.string() })),
});
export type SourceStates = z.output<typeof SourceStates>;

/** notifier: GET /admin/alerts */
export const NewestAlerts = z.array(
  z.object({
    alertId: z.string(),
    source: z.string(),
    eventId: z.string(),
    name: z.string(),
    reason: z.string(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    deliveries: z.array(z.object({ channel: z.string(), status: z.enum(['queued', 'sent', 'failed']) })),
  }),
);
export type NewestAlerts = z.output<typeof NewestAlerts>;

/** storage: GET /admin/projections */
export const Projections = z.array(
  z.object({
    name: z.string(),
    position: z.int(),
    lag: z.int(),
    state: z.string(),
    problem: z.object({ code: z.string(), message: z.string(), fix: z.string() }).nullable(),
  }),
);
export type Projections = z.output<typeof Projections>;

const Amount = z.int().nullable();

/** storage: GET /admin/market */
export const Market = z.array(
  BookKey.extend({
    name: z.string(),
    startsAt: z.iso.datetime().nullable(),
    localDate: z.string().nullable(),
    outcome: z.enum(outcomes as [Outcome, ...Outcome[]]).nullable(),
    observedAt: z.iso.datetime().nullable(),
    pricedAt: z.iso.datetime().nullable(),
    listings: z.int().nullable(),
    tickets: z.int().nullable(),
    currency: z.string().nullable(),
    getIn: Amount,
    getInBefore: Amount,
    median: Amount,
    medianBefore: Amount,
    history: z.array(Amount),
    outcomes: z.array(z.enum(outcomes as [Outcome, ...Outcome[]])),
  }),
);
export type Market = z.output<typeof Market>;

/** storage: GET /admin/summary */
export const RowCounts = z.object({ rows: z.record(z.string(), z.int()) });

/** storage: GET /admin/verify */
export const Verification = z.object({ mismatches: z.int() });
