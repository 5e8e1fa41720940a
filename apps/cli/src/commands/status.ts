import { addressesOf, servicesOf } from '../dashboard/view-of.js';
import { formatCount } from '../format/amount.js';
import { formatAge } from '../format/span.js';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { orElse } from '../services/asked.js';
import { locateSystem } from '../services/locate-system.js';
import { Observer } from '../services/observer.js';
import type { Snapshot } from '../services/snapshot.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type StatusOptions = CommonOptions & AddressOptions;

const patienceMs = 5000;

/** Asks every service once. The exit code is 1 when a service is not up or a source is paused. */
export const status = async (options: StatusOptions, terminal: Terminal): Promise<number> => {
  const observer = new Observer(() => locateSystem(options, terminal.env), terminal.env['ADMIN_TOKEN'], patienceMs);
  try {
    const snapshot = await observer.look();
    if (options.json) printJson(terminal, statusOf(snapshot));
    else printText(terminal, describeStatus(snapshot));
    return isHealthy(snapshot) ? 0 : 1;
  } finally {
    await observer.close();
  }
};

const pausedSources = ({ sources }: Snapshot) => orElse(sources, { sources: [] }).sources.filter(({ paused }) => paused);

const isHealthy = (snapshot: Snapshot): boolean =>
  servicesOf(snapshot).every(({ health }) => health === 'up') && pausedSources(snapshot).length === 0;

const statusOf = (snapshot: Snapshot) => ({
  healthy: isHealthy(snapshot),
  services: servicesOf(snapshot),
  projections: orElse(snapshot.projections, null),
  sources: orElse(snapshot.sources, { sources: null }).sources,
  schedule: orElse(snapshot.schedule, { sweeps: null }).sweeps,
  addresses: Object.fromEntries(addressesOf(snapshot).map(({ name, address }) => [name, address])),
});

const describeStatus = (snapshot: Snapshot): string =>
  [
    describeServices(snapshot),
    describeProjections(snapshot),
    ...pausedSources(snapshot).map(({ source, detail }) => `Source ${source} is paused: ${detail}`),
    describeSchedule(snapshot),
  ].join('\n\n');

const describeServices = (snapshot: Snapshot): string => {
  const addresses = new Map(addressesOf(snapshot).map(({ name, address }) => [name, address]));
  return table(
    ['Service', 'Health', 'Behind', 'Restarts', 'Address', ''],
    servicesOf(snapshot).map(({ name, health, lag, restarts, detail }) => [
      name,
      health,
      formatCount(lag),
      formatCount(restarts),
      addresses.get(name) ?? '',
      detail ?? '',
    ]),
  );
};

const describeProjections = ({ projections }: Snapshot): string =>
  projections.ok
    ? table(
        ['Projection', 'State', 'Position', 'Behind', ''],
        projections.value.map(({ name, state, position, lag, problem }) => [
          name,
          state,
          formatCount(position),
          formatCount(lag),
          problem === null ? '' : `${problem.message} (${problem.fix})`,
        ]),
      )
    : `Projections: ${projections.why}`;

const describeSchedule = ({ schedule, nowMs }: Snapshot): string => {
  if (!schedule.ok) return `Schedule: ${schedule.why}`;
  const dueMs = schedule.value.sweeps.map(({ dueAt }) => Date.parse(dueAt)).sort((a, b) => a - b);
  if (dueMs.length === 0) return 'Schedule: no sweep is planned';
  const next = dueMs[0]! <= nowMs ? 'now' : `in ${formatAge(new Date(nowMs).toISOString(), dueMs[0]!)}`;
  return `Schedule: ${dueMs.length} sweeps planned, the next ${next}`;
};
