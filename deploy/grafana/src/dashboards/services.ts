import type { Dashboard } from '../dashboard.js';

const job = 'job=~"$service"';

export const services: Dashboard = {
  uid: 'tickettape-services',
  title: 'Services',
  description: 'Rate, errors and duration of requests and messages, and the Node runtime below them.',
  from: 'now-3h',
  pickers: [
    {
      name: 'service',
      label: 'Service',
      description: 'One or several services',
      multi: true,
      promql: 'label_values(up{job=~"sheet-sync|collector|storage|notifier"}, job)',
    },
  ],
  rows: [
    {
      title: 'Messages',
      panels: [
        {
          kind: 'chart',
          title: 'Messages settled',
          description: 'Per second, by consumer and settlement.',
          unit: 'ops',
          queries: [
            {
              promql: `sum by (durable, settlement) (rate(consumer_messages_total{${job}}[$__rate_interval]))`,
              legend: '{{durable}} {{settlement}}',
            },
          ],
          noData: 'the service consumes nothing',
          thresholds: false,
          alert: 'TickettapeConsumerRetries',
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Handling time, 95th percentile',
          description: 'Of one message. Points lead to traces.',
          unit: 's',
          queries: [
            {
              promql: `histogram_quantile(0.95, sum by (durable, le) (rate(consumer_handle_seconds_bucket{${job}}[$__rate_interval])))`,
              legend: '{{durable}}',
            },
          ],
          noData: 'the service consumes nothing',
          thresholds: { warn: 5, bad: 30 },
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Oldest message not settled',
          description: 'Its age. Sweeps wait for their turn by design.',
          unit: 's',
          queries: [{ promql: `max by (durable) (consumer_oldest_unsettled_seconds{${job}})`, legend: '{{durable}}' }],
          noData: 'the service consumes nothing',
          thresholds: { warn: 30, bad: 60 },
          alert: 'TickettapeConsumerBehind',
          width: 8,
        },
      ],
    },
    {
      title: 'HTTP',
      panels: [
        {
          kind: 'chart',
          title: 'Requests',
          description: 'Per second, by route.',
          unit: 'reqps',
          queries: [
            { promql: `sum by (job, route) (rate(http_request_seconds_count{${job}}[$__rate_interval]))`, legend: '{{job}} {{route}}' },
          ],
          noData: 'nobody asked',
          thresholds: false,
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Errors',
          description: 'Part of the requests that were answered with 5xx.',
          unit: 'percentunit',
          queries: [
            {
              promql: `sum by (job) (rate(http_request_seconds_count{${job}, status="5xx"}[$__rate_interval])) / sum by (job) (rate(http_request_seconds_count{${job}}[$__rate_interval]))`,
              legend: '{{job}}',
            },
          ],
          noData: 'no request failed',
          emptyIsHealthy: 'no request fails in a healthy run',
          thresholds: { warn: 0.01, bad: 0.05 },
          alert: 'TickettapeHttpErrors',
          width: 8,
        },
        {
          kind: 'chart',
          title: 'Duration, 95th percentile',
          description: 'By route.',
          unit: 's',
          queries: [
            {
              promql: `histogram_quantile(0.95, sum by (job, route, le) (rate(http_request_seconds_bucket{${job}}[$__rate_interval])))`,
              legend: '{{job}} {{route}}',
            },
          ],
          noData: 'nobody asked',
          thresholds: { warn: 1, bad: 5 },
          width: 8,
        },
      ],
    },
    {
      title: 'Node',
      panels: [
        {
          kind: 'chart',
          title: 'CPU',
          description: 'Cores in use.',
          unit: 'none',
          decimals: 2,
          queries: [{ promql: `rate(process_cpu_seconds_total{${job}}[$__rate_interval])`, legend: '{{job}} {{instance}}' }],
          noData: 'no replica answers',
          thresholds: false,
          width: 6,
        },
        {
          kind: 'chart',
          title: 'Memory',
          description: 'Resident memory.',
          unit: 'bytes',
          queries: [{ promql: `process_resident_memory_bytes{${job}}`, legend: '{{job}} {{instance}}' }],
          noData: 'no replica answers',
          thresholds: false,
          width: 6,
        },
        {
          kind: 'chart',
          title: 'Heap',
          description: 'Part of the heap limit in use.',
          unit: 'percentunit',
          queries: [{ promql: `nodejs_heap_size_used_bytes{${job}} / process_heap_limit_bytes{${job}}`, legend: '{{job}} {{instance}}' }],
          noData: 'no replica answers',
          thresholds: { warn: 0.7, bad: 0.85 },
          alert: 'TickettapeHeapNearlyFull',
          width: 6,
        },
        {
          kind: 'chart',
          title: 'Event loop',
          description: 'Lateness, 99th percentile.',
          unit: 's',
          queries: [{ promql: `nodejs_eventloop_lag_p99_seconds{${job}}`, legend: '{{job}} {{instance}}' }],
          noData: 'no replica answers',
          thresholds: { warn: 0.1, bad: 0.5 },
          alert: 'TickettapeEventLoopBlocked',
          width: 6,
        },
        {
          kind: 'chart',
          title: 'Garbage collection',
          description: 'Part of the time spent in it, by kind.',
          unit: 'percentunit',
          queries: [
            { promql: `sum by (job, kind) (rate(nodejs_gc_duration_seconds_sum{${job}}[$__rate_interval]))`, legend: '{{job}} {{kind}}' },
          ],
          noData: 'no replica answers',
          thresholds: { warn: 0.1, bad: 0.25 },
          width: 12,
        },
        {
          kind: 'chart',
          title: 'Starts',
          description: 'Changes of the start time in a quarter of an hour.',
          unit: 'short',
          queries: [{ promql: `changes(process_start_time_seconds{${job}}[15m])`, legend: '{{job}} {{instance}}' }],
          noData: 'no replica answers',
          thresholds: { warn: 1, bad: 4 },
          alert: 'TickettapeRestartLoop',
          width: 12,
        },
      ],
    },
  ],
};
