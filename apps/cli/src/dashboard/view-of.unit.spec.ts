import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../services/snapshot.js';
import { aProjection, aSource, event } from './dashboard.examples.js';
import { viewOf } from './view-of.js';

const silence = { ok: false, why: 'no answer in time' } as const;
const ready = { state: 'ready' } as const;

/** A system of which nothing is known but what is told. */
const snapshot = (told: Partial<Snapshot> = {}): Snapshot => ({
  nowMs: Date.parse('2026-11-22T12:00:00Z'),
  addresses: {
    services: { 'sheet-sync': 'http://127.0.0.1:1', collector: 'http://127.0.0.1:2', storage: 'http://127.0.0.1:3', notifier: null },
    natsUrl: 'nats://127.0.0.1:4',
    databaseUrl: 'postgres://tape:secret@127.0.0.1:5/tape',
  },
  running: null,
  readiness: { 'sheet-sync': ready, collector: ready, storage: ready, notifier: null },
  lags: silence,
  projections: silence,
  market: silence,
  alerts: silence,
  sources: silence,
  schedule: silence,
  ...told,
});

const running = {
  pid: 1,
  startedAt: '2026-11-22T11:00:00Z',
  provider: 'Docker',
  speed: 720,
  natsUrl: 'nats://127.0.0.1:4',
  databaseUrl: 'postgres://127.0.0.1:5/tape',
  services: {},
  marketplaceUrl: null,
};

const serviceNamed = (name: string, told: Partial<Snapshot>) => viewOf(snapshot(told)).services.find((service) => service.name === name);

describe('the view of a system', () => {
  it('is full of dashes, not of zeros, where nobody answers', () => {
    expect(viewOf(snapshot())).toMatchObject({ events: [], alerts: [], system: { startedAt: null, speed: null, provider: null } });
    expect(serviceNamed('storage', {})).toMatchObject({ health: 'up', lag: null, restarts: null });
  });

  it('says of each service whether it works, waits or is silent, and why', () => {
    const readiness = {
      'sheet-sync': ready,
      collector: { state: 'not ready', waitsFor: 'nats' },
      storage: { state: 'silent', why: 'ECONNREFUSED' },
      notifier: null,
    } as const;
    expect(viewOf(snapshot({ readiness })).services).toMatchObject([
      { name: 'sheet-sync', health: 'up', detail: null },
      { name: 'collector', health: 'waiting', detail: 'for nats' },
      { name: 'storage', health: 'down', detail: 'ECONNREFUSED' },
      { name: 'notifier', health: 'unknown', detail: 'nobody says where it is' },
    ]);
  });

  it('shows what else is kept alive, and that it starts again', () => {
    const processes = { nats: { pid: 7, crashes: 0 }, postgres: { pid: null, crashes: 1 }, storage: { pid: null, crashes: 2 } };
    const { services } = viewOf(snapshot({ running: { ...running, processes } }));
    expect(services.slice(4)).toMatchObject([
      { name: 'nats', health: 'up', restarts: 0 },
      { name: 'postgres', health: 'down', restarts: 1, detail: 'starts again' },
    ]);
    expect(services[2]).toMatchObject({ name: 'storage', restarts: 2, detail: 'starts again' });
  });

  it('keeps the events that were known last while storage is away', () => {
    const before = viewOf(snapshot());
    const known = { ...before, events: [event('Coldplay')] };
    expect(viewOf(snapshot(), known).events).toEqual(known.events);
    expect(viewOf(snapshot({ market: { ok: true, value: [] } }), known).events).toEqual([]);
  });

  it('adds up what the projections of storage have not applied yet', () => {
    const projections = [aProjection('books', { lag: 2 }), aProjection('alerts', { lag: 1 })];
    expect(serviceNamed('storage', { projections: { ok: true, value: projections } })).toMatchObject({ lag: 3 });
    expect(serviceNamed('notifier', { lags: { ok: true, value: { notifier: 7 } } })).toMatchObject({ lag: 7 });
  });

  it('shows addresses without passwords, and only those that are known', () => {
    const { addresses } = viewOf(snapshot());
    expect(addresses.map(({ name }) => name)).toEqual(['sheet-sync', 'collector', 'storage', 'NATS', 'psql']);
    expect(JSON.stringify(addresses)).not.toContain('secret');
  });

  it('names what could not be asked and the source that is paused', () => {
    const stubhub = aSource('stubhub', { paused: true, detail: 'challenge page' });
    expect(
      viewOf(snapshot({ alerts: { ok: true, value: [] }, sources: { ok: true, value: { sources: [stubhub], kinds: [] } } })).troubles,
    ).toEqual(['stubhub is paused: challenge page', 'events are as they were. no answer in time']);
  });
});
