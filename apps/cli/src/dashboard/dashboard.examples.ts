import type { ProjectionStatus, SourceStatus } from '@tickettape/admin-answers';
import type { AlertView, DashboardView, EventView, ServiceView } from './view.js';

export const now = '2026-11-22T12:00:00.000Z';
const nowMs = Date.parse(now);
export const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();

export const event = (name: string, change: Partial<EventView> = {}): EventView => ({
  key: `stubhub/${name}`,
  name,
  startsAt: '2026-11-22T12:12:04.000Z',
  localDate: '2026-11-22T20:00:00',
  lastLook: { outcome: 'complete', observedAt: ago(3) },
  pricedAt: ago(3),
  listings: 1505,
  tickets: 4210,
  currency: 'USD',
  getIn: 13_499,
  getInBefore: 13_000,
  median: 20_150,
  medianBefore: 20_400,
  getInHistory: [13_000, 12_500, null, 13_100, 13_499],
  looks: 100,
  completeLooks: 98,
  ...change,
});

export const alert = (watch: string, change: Partial<AlertView> = {}): AlertView => ({
  key: watch,
  openedAt: ago(42),
  watch,
  event: 'Coldplay – Munich',
  reason: 'get-in 134.99 USD is below 150.00 USD',
  open: true,
  deliveries: [{ to: 'log', state: 'sent' }],
  ...change,
});

export const service = (name: string, change: Partial<ServiceView> = {}): ServiceView => ({
  name,
  health: 'up',
  restarts: 0,
  lag: null,
  detail: null,
  ...change,
});

export const view = (change: Partial<DashboardView> = {}): DashboardView => ({
  nowMs,
  system: { startedAt: ago(134), speed: 720, provider: 'debian' },
  events: [event('Coldplay – Munich'), event('Super Bowl LXI')],
  alerts: [alert('Coldplay below 150')],
  services: [service('sheet-sync'), service('collector'), service('storage', { lag: 0 }), service('notifier', { lag: 1 })],
  addresses: [
    { name: 'storage', address: 'http://127.0.0.1:21003', paths: '/docs-json' },
    { name: 'NATS', address: 'nats://127.0.0.1:21000', paths: '' },
  ],
  troubles: [],
  ...change,
});

export const aProjection = (name: string, change: Partial<ProjectionStatus> = {}): ProjectionStatus => ({
  name,
  version: 1,
  stream: 'BOOKS',
  streamCreated: now,
  position: 1,
  lastSequence: 1,
  lag: 0,
  updatedAt: now,
  state: 'running',
  problem: null,
  rebuild: null,
  ...change,
});

const ability = { proves: 'never', how: '' } as const;

export const aSource = (source: string, change: Partial<SourceStatus> = {}): SourceStatus => ({
  source,
  kind: 'stubhub-pro',
  host: 'pro.example.com',
  capabilities: { total: ability, paging: ability, sequence: ability, currency: ability, time: ability },
  paused: false,
  reason: null,
  detail: '',
  since: null,
  by: null,
  ...change,
});
