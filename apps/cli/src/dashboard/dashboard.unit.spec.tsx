import { outcomes } from '@tickettape/contracts';
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { alert, event, now, service, view } from './dashboard.examples.js';
import { Dashboard } from './dashboard.js';
import type { DashboardView } from './view.js';

const narrow = { columns: 80, rows: 24 };
const wide = { columns: 140, rows: 42 };
const escapes = /\u001b\[[0-9;]*m/g;

const frame = (shown: DashboardView, size = wide): string =>
  renderToString(<Dashboard view={shown} size={size} />, { columns: size.columns }).replaceAll(escapes, '');
const lineWith = (text: string, shown: DashboardView, size = wide): string =>
  frame(shown, size)
    .split('\n')
    .find((line) => line.includes(text)) ?? '';

describe('the dashboard', () => {
  it('shows of each event its start, its last look, its market, changes and trend', () => {
    expect(lineWith('Coldplay – Munich', view()).replaceAll(/ +/g, ' ').trim()).toBe(
      'Coldplay – Munich in 12m 04s 3s complete 1,505 4,210 134.99 USD ▲ 3.8% 201.50 USD ▼ 1.2% ▅▁ ▅█',
    );
  });

  it('keeps the essential on a narrow screen', () => {
    expect(lineWith('Coldplay', view(), narrow).replaceAll(/ +/g, ' ').trim()).toMatch(
      /^Coldplay.* 3s complete 1,505 134.99 USD ▲ 3.8% ▅▁ ▅█$/,
    );
  });

  it('shows a dash and never a zero where nothing is known', () => {
    const unknown = { startsAt: null, localDate: null, lastLook: null, pricedAt: null, listings: null, tickets: null, currency: null };
    const unpriced = { getIn: null, getInBefore: null, median: null, medianBefore: null, getInHistory: [] };
    const unseen = event('Unseen', { ...unknown, ...unpriced });
    const line = lineWith('Unseen', view({ events: [unseen] }));
    expect(line).not.toMatch(/\d/);
    expect(line.match(/–/g)).toHaveLength(8);
  });

  it.each(outcomes)('names the outcome %s', (outcome) => {
    expect(lineWith('Show', view({ events: [event('Show', { lastLook: { outcome, observedAt: now } })] }), narrow)).toContain(
      `0s ${outcome}`,
    );
  });

  it('shows why an alert was raised and where it went', () => {
    const deliveries = [{ to: 'log', state: 'sent' } as const, { to: 'webhook', state: 'failed' } as const];
    expect(lineWith('Cheap', view({ alerts: [alert('Cheap', { deliveries })] }), narrow).replaceAll(/ +/g, ' ')).toContain(
      '42s ● Cheap get-in 134.99 USD is below 150.00 USD',
    );
    expect(lineWith('Cheap', view({ alerts: [alert('Cheap', { deliveries })] }))).toMatch(/log ✓ webhook ✗ *$/);
  });

  it('says that a service restarted, is behind or is down, and why', () => {
    const services = [
      service('storage', { restarts: 2, lag: 1200 }),
      service('notifier', { health: 'down', detail: 'connection refused' }),
    ];
    expect(frame(view({ services }))).toMatch(/storage +up +1,200 behind, restarted 2×/);
    expect(frame(view({ services }))).toMatch(/notifier +down +connection refused/);
  });

  it('says what could not be asked', () => expect(frame(view({ troubles: ['storage: timeout'] }))).toContain('storage: timeout'));

  it('says how much it could not show', () => {
    const events = Array.from({ length: 40 }, (_, index) => event(`Event ${index}`));
    expect(frame(view({ events }), narrow)).toMatch(/… \d\d more/);
  });

  it.each([
    [80, 24],
    [100, 30],
    [140, 42],
    [200, 50],
  ])('fits into %d columns and %d rows', (columns, rows) => {
    const events = Array.from({ length: 30 }, (_, index) => event(`An event with a very long name, number ${index}`));
    const alerts = Array.from({ length: 30 }, (_, index) => alert(`A watch with a very long name, number ${index}`));
    const lines = frame(view({ events, alerts }), { columns, rows }).split('\n');
    expect(lines.length).toBeLessThan(rows);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});
