/** A promise about events (looks, readings, messages): which part of them must be good. */
export type Slo = {
  name: string;
  alert: string;
  /** What is promised, as the dashboards say it. */
  promise: string;
  /** The part of events that must be good. */
  objective: number;
  /** Expressions over a window, with `$window` in place of its length: events per second that were bad, and all. */
  bad: string;
  total: string;
  /** Events that a long window must hold before it counts, so that one failure in a quiet night wakes nobody. */
  minimumEvents: number;
  /** Ends `… % of …` in the alert. */
  described: string;
};

const blind = 'blocked|challenged|throttled|unreachable|unreadable|wrong-event';
/** Prometheus 3 writes the bound 5 as 5.0. */
const within = (seconds: number) => `le=~"${seconds}(\\\\.0)?"`;

export const slos: readonly Slo[] = [
  {
    name: 'freshness',
    alert: 'TickettapeFreshnessBudgetBurn',
    promise: '99 % of looks can be queried within 5 seconds',
    objective: 0.99,
    bad: `sum(rate(projection_freshness_seconds_count{projection="books"}[$window])) - sum(rate(projection_freshness_seconds_bucket{projection="books",${within(5)}}[$window]))`,
    total: 'sum(rate(projection_freshness_seconds_count{projection="books"}[$window]))',
    minimumEvents: 10,
    described: 'looks could not be queried within 5 seconds',
  },
  {
    name: 'sweeps',
    alert: 'TickettapeSweepBudgetBurn',
    promise: '95 % of looks see their book',
    objective: 0.95,
    bad: `sum(rate(sweeps_total{outcome=~"${blind}"}[$window])) or vector(0)`,
    total: `sum(rate(sweeps_total{outcome=~"complete|partial|${blind}"}[$window]))`,
    minimumEvents: 10,
    described: 'looks were blind',
  },
  {
    name: 'sheet',
    alert: 'TickettapeSheetSyncBudgetBurn',
    promise: '95 % of readings of the sheet succeed',
    objective: 0.95,
    bad: 'sum(rate(sheet_syncs_total{outcome=~"quota|unreadable|unavailable|failed"}[$window])) or vector(0)',
    total: 'sum(rate(sheet_syncs_total[$window]))',
    minimumEvents: 5,
    described: 'readings of the sheet failed',
  },
  {
    name: 'delivery',
    alert: 'TickettapeDeliveryBudgetBurn',
    promise: '99 % of messages reach their channel within 60 seconds of the look',
    objective: 0.99,
    bad: `(sum(rate(deliveries_total{outcome="failed"}[$window])) or vector(0)) + (sum(rate(alert_delivery_seconds_count[$window])) - sum(rate(alert_delivery_seconds_bucket{${within(60)}}[$window])) or vector(0))`,
    total: 'sum(rate(deliveries_total{outcome=~"sent|failed"}[$window]))',
    minimumEvents: 5,
    described: 'messages failed or came later than 60 seconds after the look',
  },
];

/** The promise about time: books are in sight. Its bad part is a mean over time, not over events. */
export const sight = {
  name: 'sight',
  alert: 'TickettapeSightBudgetBurn',
  promise: '95 % of the time the books of tracked events are in sight',
  objective: 0.95,
  described: 'book-minutes were blind',
} as const;
