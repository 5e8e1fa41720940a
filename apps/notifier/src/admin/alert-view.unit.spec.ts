import { AlertView } from '@tickettape/admin-answers';
import { describe, expect, it } from 'vitest';
import { decided, ended, suppressed } from '../delivery/delivery-facts.js';
import { noticeOf } from '../delivery/notice.js';
import type { Outcome } from '../delivery/outcome.js';
import { aWatch, alertsOver, below, sees, tape } from '@tickettape/watches/examples';
import { alertViews } from './alert-view.js';

const watch = aWatch(below(95).condition, { channels: ['log', 'webhook'] });
const [first, over, second] = alertsOver(watch, tape([sees(90), sees(100), sees(91)]));
if (first?.type !== 'alert.opened.v1' || !over || !second) throw new Error('the scenario must alert twice');
const nowMs = Date.parse('2026-11-21T12:00:09.000Z');
const { notice } = noticeOf(first)!;
const queued = decided('operator', notice, { kind: 'send', escalatesAtMs: null }, { kind: 'alert', channels: ['log', 'webhook'], nowMs });
const end = (channel: 'log' | 'webhook', outcome: Outcome) =>
  ended('operator', { deliveryKey: `${notice.noticeKey}:operator`, channel, attempts: 2, outcome }, nowMs);
const muted = suppressed('r-1', notice, 'muted', nowMs);

describe('the view of alerts', () => {
  it('shows the newest first, each with how it ended and what became of its deliveries', () => {
    const failed = end('webhook', { kind: 'failed', code: 'CHANNEL_REFUSED', detail: 'HTTP 410' });
    const views = alertViews([first, muted, queued, end('log', { kind: 'sent' }), failed, over, second]);
    expect(views).toMatchObject([
      { alertId: 'w1:2', closedAt: null, closeReason: null, deliveries: [] },
      {
        alertId: 'w1:1',
        closedAt: over.time,
        closeReason: expect.stringContaining('more than 2 % above'),
        deliveries: [
          { recipient: 'r-1', channel: null, status: 'suppressed', code: 'muted' },
          { recipient: 'operator', channel: 'log', status: 'sent', attempts: 2, code: null },
          { channel: 'webhook', status: 'failed', attempts: 2, code: 'CHANNEL_REFUSED' },
        ],
      },
    ]);
    for (const view of views) expect(AlertView.parse(view)).toEqual(view);
  });

  it('passes over what belongs to alerts it did not read', () => {
    expect(alertViews([over, end('log', { kind: 'sent' }), second])).toHaveLength(1);
  });
});
