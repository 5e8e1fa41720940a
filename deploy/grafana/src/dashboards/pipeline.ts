import { sight, slos } from '../../../prometheus/src/slos.js';
import type { Dashboard } from '../dashboard.js';
import type { Panel } from '../panel.js';

const q = (quantile: number, metric: string, by: string) =>
  `histogram_quantile(${quantile}, sum by (${by}, le) (rate(${metric}_bucket[$__rate_interval])))`;

const promises = [...slos, sight];

/** How much of a month's budget is left at the pace of the last three days. */
const budget = ({ name, promise, alert }: (typeof promises)[number]): Panel => ({
  kind: 'stat',
  title: promise,
  description: 'The part that was bad in the last three days. Red: more than the promise allows.',
  unit: 'percentunit',
  decimals: 2,
  queries: [{ promql: `tickettape_slo:bad_ratio3d{slo="${name}"}`, legend: 'bad in 3 days', instant: true }],
  noData: 'nothing happened that the promise is about, or the recording rules are not loaded',
  thresholds: name === 'freshness' || name === 'delivery' ? { warn: 0.005, bad: 0.01 } : { warn: 0.025, bad: 0.05 },
  alert,
  width: 4,
  height: 5,
});

export const pipeline: Dashboard = {
  uid: 'tickettape-pipeline',
  title: 'Pipeline and promises',
  description: 'From the sheet to the message: what is promised, how it is kept, and where it is held up.',
  from: 'now-6h',
  pickers: [],
  rows: [
    {
      title: 'Promises',
      panels: [
        ...promises.map(budget),
        {
          kind: 'stat',
          title: 'Alerts firing',
          description: 'Alerts of tickettape that fire now, without the watchdog.',
          unit: 'short',
          queries: [
            {
              promql: 'sum(ALERTS{alertstate="firing", alertname=~"Tickettape.+", alertname!="TickettapeWatchdog"}) or vector(0)',
              instant: true,
              legend: 'firing',
            },
          ],
          noData: 'the rules are not loaded',
          thresholds: { warn: 1, bad: 3 },
          width: 4,
          height: 5,
        },
        {
          kind: 'chart',
          title: 'Budget burn, one hour',
          description: 'How many times faster than a month allows each budget burned in the last hour. 14.4 pages.',
          unit: 'none',
          queries: [{ promql: 'tickettape_slo:bad_ratio1h / on (slo) (1 - tickettape_slo:objective)', legend: '{{slo}}' }],
          noData: 'the recording rules are not loaded',
          thresholds: { warn: 1, bad: 14.4 },
          width: 24,
          height: 7,
        },
      ],
    },
    {
      title: 'Sheet and sweeps',
      panels: [
        {
          kind: 'bars',
          title: 'Readings of the sheet',
          description: 'By outcome.',
          unit: 'short',
          queries: [{ promql: 'sum by (outcome) (increase(sheet_syncs_total[$__rate_interval]))', legend: '{{outcome}}' }],
          noData: 'the sheet was not read',
          thresholds: false,
          alert: 'TickettapeSheetSyncBudgetBurn',
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Lateness of sweeps',
          description: 'From when a sweep was due to when it was taken: median and 90th percentile.',
          unit: 's',
          queries: [
            { promql: q(0.5, 'sweep_lateness_seconds', 'source'), legend: '{{source}} p50' },
            { promql: q(0.9, 'sweep_lateness_seconds', 'source'), legend: '{{source}} p90' },
          ],
          noData: 'no sweep was taken',
          thresholds: { warn: 10, bad: 30 },
          alert: 'TickettapeSweepsLate',
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Duration of sweeps',
          description: 'From taking a sweep to its fact on the tape; the wait for the budget of the host is in it.',
          unit: 's',
          queries: [
            { promql: q(0.5, 'sweep_seconds', 'source'), legend: '{{source}} p50' },
            { promql: q(0.95, 'sweep_seconds', 'source'), legend: '{{source}} p95' },
          ],
          noData: 'no sweep was taken',
          thresholds: false,
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Budget used',
          description: 'Part of the budget of each host that is used. `minute` may be full all the time, `day` not before midnight UTC.',
          unit: 'percentunit',
          queries: [{ promql: 'max by (host, limit) (host_budget_used_ratio)', legend: '{{host}} {{limit}}' }],
          noData: 'the hosts have no limits, as on loopback',
          emptyIsHealthy: 'a host on loopback has no budget; the unit test of the budget covers the figures',
          thresholds: { warn: 0.8, bad: 0.9 },
          alert: 'TickettapeBudgetNearlyUsed',
          width: 8,
        },
        {
          kind: 'bars',
          title: 'Hosts closed',
          description: 'Times a host was closed to all replicas, by why.',
          unit: 'short',
          queries: [{ promql: 'sum by (host, why) (increase(host_closures_total[$__rate_interval]))', legend: '{{host}} {{why}}' }],
          noData: 'no host was closed',
          emptyIsHealthy: 'no host pushes back in a healthy run',
          thresholds: { warn: 1 },
          alert: 'TickettapeHostClosed',
          width: 8,
        },
        {
          kind: 'bars',
          title: 'Requests to sources',
          description: 'By what their answer was.',
          unit: 'short',
          queries: [
            { promql: 'sum by (source, result) (increase(source_requests_total[$__rate_interval]))', legend: '{{source}} {{result}}' },
          ],
          noData: 'no request was made',
          thresholds: false,
          width: 8,
        },
      ],
    },
    {
      title: 'Tape and tables',
      panels: [
        {
          kind: 'chart',
          title: 'Freshness',
          description: 'From the look to its rows: median, 99th percentile. Points lead to traces.',
          unit: 's',
          queries: [
            { promql: q(0.5, 'projection_freshness_seconds', 'projection'), legend: '{{projection}} p50' },
            { promql: q(0.99, 'projection_freshness_seconds', 'projection'), legend: '{{projection}} p99' },
          ],
          noData: 'nothing was committed',
          thresholds: { warn: 2, bad: 5 },
          alert: 'TickettapeFreshnessBudgetBurn',
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Lag of projections',
          description: 'Messages of the stream that are not in the tables yet.',
          unit: 'short',
          queries: [
            {
              promql: 'max by (projection) (projection_lag_messages and on (instance, projection) projection_running == 1)',
              legend: '{{projection}}',
            },
          ],
          noData: 'no replica writes',
          thresholds: { warn: 100, bad: 1000 },
          alert: 'TickettapeProjectionBehind',
          width: 8,
        },
        {
          kind: 'stat',
          title: 'Dead letters',
          description: 'Messages in DEAD: copies of what could not be handled in the last 30 days.',
          unit: 'short',
          queries: [{ promql: 'max(stream_messages{stream="DEAD"})', legend: 'buried', instant: true }],
          noData: 'storage does not report',
          thresholds: { warn: 1 },
          alert: 'TickettapeDeadLetters',
          width: 4,
        },
        {
          kind: 'stat',
          title: 'Projections that cannot go on',
          description: 'By the code of the error. STREAM_CHANGED: the stream is another one than the tables tell of.',
          unit: 'short',
          queries: [{ promql: 'sum by (projection, code) (projection_failing == 1)', legend: '{{projection}} {{code}}', instant: true }],
          noData: 'all go on',
          emptyIsHealthy: 'nothing fails in a healthy run',
          thresholds: { bad: 1 },
          alert: 'TickettapeStreamChanged',
          width: 4,
        },
      ],
    },
  ],
};
