import { describe, expect, it } from 'vitest';
import { conclusionOf } from '../delivery/outcome.js';
import { aWatch, alertsOver, below, sees, tape } from '../episodes/scenario.examples.js';
import { AlertView, alertViews } from './alert-view.js';

const watch = aWatch(below(95).condition, { channels: ['log', 'webhook'] });
const [first, over, second] = alertsOver(watch, tape([sees(90), sees(100), sees(91)]));
if (first?.type !== 'alert.opened.v1' || !over || !second) throw new Error('the scenario must alert twice');
const ended = (channel: 'log' | 'webhook', outcome: Parameters<typeof conclusionOf>[2]['outcome']) =>
  conclusionOf(first.data, channel, { attempts: 2, time: '2026-11-21T12:00:09.000Z', outcome });

describe('the view of alerts', () => {
  it('shows the newest first, each with how it ended and what became of its deliveries', () => {
    const failed = ended('webhook', { kind: 'failed', code: 'CHANNEL_REFUSED', detail: 'HTTP 410' });
    const views = alertViews([first, ended('log', { kind: 'sent' }), failed, over, second]);
    expect(views).toMatchObject([
      { alertId: 'w1:2', closedAt: null, closeReason: null, deliveries: [{ status: 'queued' }, { status: 'queued' }] },
      {
        alertId: 'w1:1',
        closedAt: over.time,
        closeReason: expect.stringContaining('more than 2 % above'),
        deliveries: [
          { channel: 'log', status: 'sent', attempts: 2, code: null },
          { channel: 'webhook', status: 'failed', attempts: 2, code: 'CHANNEL_REFUSED' },
        ],
      },
    ]);
    for (const view of views) expect(AlertView.parse(view)).toEqual(view);
  });

  it('passes over what belongs to alerts it did not read', () => {
    expect(alertViews([over, ended('log', { kind: 'sent' }), second])).toHaveLength(1);
  });
});
