import { sight, slos, type Slo } from './slos.js';

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
type Window = (typeof windows)[number];

type Burn = { factor: number; long: Window; short: Window; for: string; severity: 'critical' | 'warning' };

/**
 * How fast a month's budget may burn before someone is told: 14.4 spends 2 % in an hour, 1 all of it in the month.
 * Ref: https://sre.google/workbook/alerting-on-slos/ and kubernetes-mixin's config.libsonnet.
 */
const burns: readonly Burn[] = [
  { factor: 14.4, long: '1h', short: '5m', for: '2m', severity: 'critical' },
  { factor: 6, long: '6h', short: '30m', for: '15m', severity: 'critical' },
  { factor: 3, long: '1d', short: '2h', for: '1h', severity: 'warning' },
  { factor: 1, long: '3d', short: '6h', for: '3h', severity: 'warning' },
];

const seconds: Record<Window, number> = { '5m': 300, '30m': 1_800, '1h': 3_600, '2h': 7_200, '6h': 21_600, '1d': 86_400, '3d': 259_200 };

type RecordingRule = { record: string; expr: string; labels: { slo: string } };
type AlertingRule = { alert: string; expr: string; for: string; labels: Record<string, string>; annotations: Record<string, string> };
export type RuleGroup = { name: string; rules: (RecordingRule | AlertingRule)[] };

/** The groups of `rules/slo.yaml`: for every promise its bad part over each window, its events, and the alerts. */
export const sloGroups = (runbook: (alert: string) => string): RuleGroup[] => [
  ...slos.map((slo) => ({ name: `tickettape.slo.${slo.name}`, rules: [...eventRecords(slo), ...alerts(slo, runbook)] })),
  { name: 'tickettape.slo.sight', rules: [...sightRecords(), ...alerts({ ...sight, minimumEvents: 1 }, runbook)] },
];

const eventRecords = ({ name, objective, bad, total }: Slo): RecordingRule[] => {
  const labels = { slo: name };
  const over = (expression: string, window: Window) => expression.replaceAll('$window', window);
  return [
    { record: 'tickettape_slo:objective', expr: `vector(${objective})`, labels },
    ...windows.map((window) => ({
      record: `tickettape_slo:bad_ratio${window}`,
      expr: `(${over(bad, window)}) / (${over(total, window)} > 0)`,
      labels,
    })),
    ...burns.map(({ long }) => ({ record: `tickettape_slo:events${long}`, expr: `${over(total, long)} * ${seconds[long]}`, labels })),
  ];
};

const sightRecords = (): RecordingRule[] => {
  const labels = { slo: sight.name };
  const books = (status: string) => `sum(max by (source, status) (books{${status}}))`;
  return [
    { record: 'tickettape_slo:objective', expr: `vector(${sight.objective})`, labels },
    { record: 'tickettape_slo:bad_ratio', expr: `${books('status="unseen"')} / (${books('status=~"seen|unseen"')} > 0)`, labels },
    ...windows.map((window) => ({
      record: `tickettape_slo:bad_ratio${window}`,
      expr: `avg_over_time(tickettape_slo:bad_ratio{slo="sight"}[${window}])`,
      labels,
    })),
    ...burns.map(({ long }) => ({ record: `tickettape_slo:events${long}`, expr: books('status=~"seen|unseen"'), labels })),
  ];
};

type Promised = Pick<Slo, 'name' | 'alert' | 'promise' | 'objective' | 'minimumEvents' | 'described'>;

const alerts = ({ name, alert, promise, objective, minimumEvents, described }: Promised, runbook: (alert: string) => string) =>
  burns.map(({ factor, long, short, for: pending, severity }): AlertingRule => {
    const limit = Number((factor * (1 - objective)).toFixed(6));
    const over = (window: Window) => `tickettape_slo:bad_ratio${window}{slo="${name}"} > ${limit}`;
    return {
      alert,
      expr: `${over(long)} and ${over(short)} and tickettape_slo:events${long}{slo="${name}"} >= ${minimumEvents}`,
      for: pending,
      labels: { severity, long, short },
      annotations: {
        summary: `The budget for "${promise}" is burning`,
        description: `{{ $value | humanizePercentage }} of ${described} in the last ${long}, and too many in the last ${short} too: at least ${factor} times the pace at which a budget lasts a month.`,
        runbook_url: runbook(alert),
      },
    };
  });
