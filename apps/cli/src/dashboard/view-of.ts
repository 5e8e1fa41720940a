import { bookName } from '@tickettape/contracts';
import { isServiceName, serviceNames, type ServiceName } from '../services/names.js';
import { withoutPassword } from '../services/addresses.js';
import { orElse } from '../services/asked.js';
import type { Market, AlertList } from '@tickettape/admin-answers';
import type { Lags } from '../services/consumer-lags.js';
import type { Readiness } from '../services/readiness.js';
import type { RunningSystem } from '../services/run-file.js';
import type { Snapshot } from '../services/snapshot.js';
import type { AddressView, AlertView, DashboardView, EventView, Health, ServiceView } from './view.js';

/** The dashboard of what the system said; what could not be asked stays as it was before. */
export const viewOf = (snapshot: Snapshot, before: DashboardView | null = null): DashboardView => {
  const events = snapshot.market.ok ? eventsOf(snapshot.market.value) : (before?.events ?? []);
  return {
    nowMs: snapshot.nowMs,
    system: {
      startedAt: snapshot.running?.startedAt ?? null,
      speed: snapshot.running?.speed ?? null,
      provider: snapshot.running?.provider ?? null,
    },
    events,
    alerts: snapshot.alerts.ok ? alertsOf(snapshot.alerts.value, events) : (before?.alerts ?? []),
    services: servicesOf(snapshot),
    addresses: addressesOf(snapshot),
    troubles: troublesOf(snapshot),
  };
};

/** Looks at the system again and again, and remembers what it saw. */
export const rememberingView = (look: () => Promise<Snapshot>): (() => Promise<DashboardView>) => {
  let before: DashboardView | null = null;
  return async () => (before = viewOf(await look(), before));
};

const eventsOf = (market: Market): EventView[] =>
  market.map(({ source, eventId, outcome, observedAt, history, outcomes, ...event }) => ({
    ...event,
    key: bookName({ source, eventId }),
    lastLook: outcome === null || observedAt === null ? null : { outcome, observedAt },
    getInHistory: history,
    looks: outcomes.length,
    completeLooks: outcomes.filter((ended) => ended === 'complete').length,
  }));

const deliveryStates = { queued: 'waiting', held: 'waiting', sent: 'sent', failed: 'failed', suppressed: 'suppressed' } as const;

const alertsOf = (alerts: AlertList, events: readonly EventView[]): AlertView[] => {
  const names = new Map(events.map(({ key, name }) => [key, name]));
  return alerts.map(({ alertId, source, eventId, name, reason, openedAt, closedAt, deliveries }) => ({
    key: alertId,
    openedAt,
    watch: name,
    event: names.get(bookName({ source, eventId })) ?? null,
    reason,
    open: closedAt === null,
    deliveries: deliveries.map(({ channel, recipient, status }) => ({ to: channel ?? recipient, state: deliveryStates[status] })),
  }));
};

/** How each service does, and what else the launcher keeps alive. */
export const servicesOf = (snapshot: Snapshot): ServiceView[] => [
  ...serviceNames.map((name) => serviceOf(name, snapshot)),
  ...Object.entries(snapshot.running?.processes ?? {})
    .filter(([name]) => !isServiceName(name))
    .map(([name, process]) => processOf(name, process)),
];

const serviceOf = (name: ServiceName, { readiness, running, lags, projections }: Snapshot): ServiceView => ({
  name,
  health: healthOf(readiness[name]),
  restarts: running?.processes[name]?.crashes ?? null,
  lag: name === 'storage' ? storageLag(projections) : (orElse(lags, noLags)[name] ?? null),
  detail: running?.processes[name]?.pid === null ? 'starts again' : detailOf(readiness[name]),
});

const noLags: Lags = {};

const storageLag = (projections: Snapshot['projections']): number | null =>
  projections.ok ? projections.value.reduce((sum, { lag }) => sum + lag, 0) : null;

const processOf = (name: string, { pid, crashes }: RunningSystem['processes'][string]): ServiceView => ({
  name,
  health: pid === null ? 'down' : 'up',
  restarts: crashes,
  lag: null,
  detail: pid === null ? 'starts again' : null,
});

const healthOf = (readiness: Readiness | null): Health =>
  readiness === null ? 'unknown' : ({ ready: 'up', 'not ready': 'waiting', silent: 'down' } as const)[readiness.state];

const detailOf = (readiness: Readiness | null): string | null => {
  if (readiness === null) return 'nobody says where it is';
  if (readiness.state === 'ready') return null;
  return readiness.state === 'silent' ? readiness.why : `for ${readiness.waitsFor}`;
};

/** What a person may open. */
export const addressesOf = ({ addresses, running }: Pick<Snapshot, 'addresses' | 'running'>): AddressView[] => [
  ...serviceNames.flatMap((name) => addressOf(name, addresses.services[name], '/docs-json /metrics')),
  ...addressOf('NATS', addresses.natsUrl),
  ...addressOf('psql', addresses.databaseUrl),
  ...addressOf('truth', running?.marketplaceUrl ?? null, '/truth/events'),
];

const addressOf = (name: ServiceName | 'NATS' | 'psql' | 'truth', address: string | null, paths = ''): AddressView[] =>
  address === null ? [] : [{ name, address: withoutPassword(address), paths }];

/** Sources that are paused, projections that fail, and what could not be asked. */
const troublesOf = ({ sources, projections, market, alerts }: Snapshot): string[] => [
  ...orElse(sources, { sources: [] })
    .sources.filter(({ paused }) => paused)
    .map(({ source, detail }) => `${source} is paused: ${detail}`),
  ...orElse(projections, []).flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem.message}`])),
  ...(market.ok ? [] : [`events are as they were. ${market.why}`]),
  ...(alerts.ok ? [] : [`alerts are as they were. ${alerts.why}`]),
];
