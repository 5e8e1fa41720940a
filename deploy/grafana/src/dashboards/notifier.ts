import type { Dashboard } from '../dashboard.js';

export const notifier: Dashboard = {
  uid: 'tickettape-notifier',
  title: 'Alerts and deliveries',
  description: 'Which watches fired, and whether the people were told.',
  from: 'now-24h',
  pickers: [],
  rows: [
    {
      title: 'Alerts',
      panels: [
        {
          kind: 'bars',
          title: 'Episodes opened',
          description: 'By kind of condition.',
          unit: 'short',
          queries: [{ promql: 'sum by (condition) (increase(alerts_opened_total[$__rate_interval]))', legend: '{{condition}}' }],
          noData: 'no watch fired',
          thresholds: false,
          width: 12,
        },
        {
          kind: 'stat',
          title: 'Episodes open now',
          description: 'Watches whose condition holds.',
          unit: 'short',
          queries: [{ sql: 'select count(*) as open from alerts where closed_at is null' }],
          noData: 'no watch ever fired',
          thresholds: false,
          width: 6,
        },
        {
          kind: 'stat',
          title: 'Age of the oldest look not evaluated',
          description: 'How far the evaluation of watches is behind the tape.',
          unit: 's',
          queries: [{ promql: 'max(consumer_oldest_unsettled_seconds{durable="notifier-books"})', legend: 'age', instant: true }],
          noData: 'the notifier does not report',
          thresholds: { warn: 10, bad: 60 },
          alert: 'TickettapeConsumerBehind',
          width: 6,
        },
        {
          kind: 'table',
          title: 'Alerts',
          description: 'The newest episodes with their reason.',
          unit: 'none',
          queries: [
            {
              sql: `
select a.opened_at as "Opened", a.name as "Watch", e.event_name as "Event", a.reason as "Reason", a.closed_at as "Closed", a.close_reason as "Why closed"
from alerts a left join events e on e.source = a.source and e.viagogo_id = a.event_id where $__timeFilter(a.opened_at) order by a.opened_at desc limit 100`,
            },
          ],
          noData: 'no watch fired in this time range',
          thresholds: false,
          width: 24,
          height: 9,
        },
      ],
    },
    {
      title: 'Deliveries',
      panels: [
        {
          kind: 'bars',
          title: 'Tries by outcome',
          description: 'Sent, failed for good, or to be tried again, by channel.',
          unit: 'short',
          queries: [
            { promql: 'sum by (channel, outcome) (increase(deliveries_total[$__rate_interval]))', legend: '{{channel}} {{outcome}}' },
          ],
          noData: 'nothing was to be delivered',
          thresholds: false,
          alert: 'TickettapeDeliveriesFailing',
          width: 12,
        },
        {
          kind: 'chart',
          title: 'From look to message',
          description: 'Until the channel accepted it: median and 99th percentile. Points lead to traces.',
          unit: 's',
          queries: [
            {
              promql: 'histogram_quantile(0.5, sum by (channel, le) (rate(alert_delivery_seconds_bucket[$__rate_interval])))',
              legend: '{{channel}} p50',
            },
            {
              promql: 'histogram_quantile(0.99, sum by (channel, le) (rate(alert_delivery_seconds_bucket[$__rate_interval])))',
              legend: '{{channel}} p99',
            },
          ],
          noData: 'nothing was sent',
          thresholds: { warn: 30, bad: 60 },
          alert: 'TickettapeDeliveryBudgetBurn',
          width: 12,
        },
        {
          kind: 'bars',
          title: 'Decisions',
          description:
            'What was decided about each thing worth telling a recipient: sent at once, held for a digest or the morning, or suppressed.',
          unit: 'short',
          queries: [{ promql: 'sum by (decision) (increase(notices_total[$__rate_interval]))', legend: '{{decision}}' }],
          noData: 'nothing was worth telling',
          thresholds: false,
          width: 8,
          height: 7,
        },
        {
          kind: 'table',
          title: 'How deliveries ended',
          description: 'Messages by channel, kind, status and code. Addresses are never here.',
          unit: 'none',
          queries: [
            {
              sql: `
select channel as "Channel", kind as "Kind", status as "Status", code as "Code", count(*) as "Messages", max(attempts) as "Most tries", max(ended_at) as "Last"
from messages where $__timeFilter(queued_at) group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3`,
            },
          ],
          noData: 'nothing was delivered in this time range',
          thresholds: false,
          width: 16,
          height: 7,
        },
      ],
    },
  ],
};
