import type { Dashboard } from '../dashboard.js';

export const replay: Dashboard = {
  uid: 'tickettape-replay',
  title: 'Replay and rebuild',
  description: 'How far the projections are on their streams, and how far a rebuild beside the live tables is.',
  from: 'now-1h',
  pickers: [],
  rows: [
    {
      title: 'Live tables',
      panels: [
        {
          kind: 'table',
          title: 'Positions',
          description: 'Where every projection stands: it moves in the same transaction as its rows.',
          unit: 'none',
          queries: [
            {
              sql: `
select name as "Projection", stream as "Stream", position as "Position", position_time as "Message stored", updated_at as "Committed", version as "Version"
from projections order by name`,
            },
          ],
          noData: 'the database is not migrated',
          thresholds: false,
          alert: 'TickettapeProjectionStalled',
          width: 14,
        },
        {
          kind: 'chart',
          title: 'Applied',
          description: 'Messages per second.',
          unit: 'ops',
          queries: [{ promql: 'sum by (projection) (rate(projection_messages_total[$__rate_interval]))', legend: '{{projection}}' }],
          noData: 'nothing was applied',
          thresholds: false,
          width: 10,
        },
        {
          kind: 'chart',
          title: 'Messages of one transaction',
          description: 'The mean: 1 when live, up to 100 when catching up.',
          unit: 'short',
          queries: [
            {
              promql:
                'sum by (projection) (rate(projection_batch_messages_sum[$__rate_interval])) / sum by (projection) (rate(projection_batch_messages_count[$__rate_interval]))',
              legend: '{{projection}}',
            },
          ],
          noData: 'nothing was applied',
          thresholds: false,
          width: 12,
        },
        {
          kind: 'stat',
          title: 'Writers',
          description: 'Replicas that write each projection: exactly one.',
          unit: 'short',
          queries: [{ promql: 'sum by (projection) (projection_running)', legend: '{{projection}}', instant: true }],
          noData: 'no replica of storage answers',
          thresholds: { bad: 1, lowIsBad: true },
          alert: 'TickettapeProjectionStopped',
          width: 12,
        },
      ],
    },
    {
      title: 'Rebuild',
      panels: [
        {
          kind: 'chart',
          title: 'Left to apply',
          description: 'Messages the rebuild has not applied yet.',
          unit: 'short',
          queries: [{ promql: 'max by (projection) (rebuild_lag_messages)', legend: '{{projection}}' }],
          noData: 'no rebuild ran since the start of storage',
          emptyIsHealthy: 'there is a rebuild only when somebody asked for one; the test asks for one',
          thresholds: false,
          alert: 'TickettapeRebuildStalled',
          width: 12,
        },
        {
          kind: 'chart',
          title: 'Time left',
          description: 'At the pace of the last five minutes.',
          unit: 's',
          queries: [
            {
              promql: 'max by (projection) (rebuild_lag_messages) / max by (projection) (deriv(rebuild_position[5m]) > 0)',
              legend: '{{projection}}',
            },
          ],
          noData: 'no rebuild moves',
          emptyIsHealthy: 'a rebuild that is done does not move',
          thresholds: false,
          width: 12,
        },
      ],
    },
  ],
};
