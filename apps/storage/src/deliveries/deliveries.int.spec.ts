import { envelope, type AlertStreamFact, type DeliveryFact, type Notice } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertsProjection } from '../alerts/alerts.projection.js';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { applyFacts } from '../projector/apply.examples.js';
import { failed, sent } from '../storage.examples.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate deliveries, messages'));

const notice = (number: number): Notice => ({
  noticeKey: `w1:${number}:opened`,
  kind: 'opened',
  source: 'stubhub',
  eventId: '1',
  watchId: 'w1',
  alertId: `w1:${number}`,
  severity: 'high',
  observedAt: '2026-11-24T11:00:00.000Z',
});

const recipient = 'r-1';
const told = <Type extends DeliveryFact['type'], Data>(type: Type, data: Data, time = '2026-11-24T12:00:00.000Z') =>
  envelope(type, { id: `${type}:${JSON.stringify(data)}`, source: '/spec', subject: recipient, time }, { recipient, ...data }) as never;

const held = (number: number): DeliveryFact =>
  told('delivery.held.v1', { notice: notice(number), why: 'digest', until: '2026-11-25T08:00:00.000Z' });
const queued = (deliveryKey: string, ...numbers: number[]): DeliveryFact =>
  told('delivery.queued.v1', {
    deliveryKey,
    kind: 'digest',
    notices: numbers.map(notice),
    channels: ['telegram', 'email'],
    escalatesAt: null,
  });
const ended = (type: 'delivery.sent.v2' | 'delivery.failed.v2', channel: string, told_: object = {}): DeliveryFact =>
  told(type, { deliveryKey: 'd1', channel, attempts: 2, ...told_ }, '2026-11-24T12:00:05.000Z');
const why = { code: 'CHANNEL_GONE', detail: 'blocked' };

const after = async (...facts: AlertStreamFact[]) => {
  await applyFacts(database.url, alertsProjection, facts);
  const { rows: deliveries } = await database.pool.query<Record<string, unknown>>('select * from deliveries order by notice_key');
  const { rows: messages } = await database.pool.query<Record<string, unknown>>('select * from messages order by channel');
  return { deliveries, messages };
};

describe('the tables of deliveries and messages', () => {
  it('hold what waits, with the reason and until when, and what was suppressed', async () => {
    const { deliveries, messages } = await after(held(1), told('delivery.suppressed.v1', { notice: notice(2), reason: 'muted' }));
    expect(deliveries).toMatchObject([
      { recipient, alert_id: 'w1:1', status: 'held', reason: 'digest', due_at: new Date('2026-11-25T08:00:00Z'), delivery_key: null },
      { status: 'suppressed', reason: 'muted', due_at: null },
    ]);
    expect(messages).toEqual([]);
  });

  it('say of every notice of a digest what became of it, and of every channel how it ended', async () => {
    const { deliveries, messages } = await after(
      held(1),
      held(2),
      queued('d1', 1, 2),
      ended('delivery.failed.v2', 'telegram', why),
      ended('delivery.sent.v2', 'email'),
      told('delivery.acknowledged.v1', { deliveryKey: 'd1', by: 'link' }, '2026-11-24T12:01:00.000Z'),
      told('delivery.escalated.v1', { deliveryKey: 'd1', to: 'r-2' }, '2026-11-24T12:02:00.000Z'),
    );
    expect(deliveries).toMatchObject(
      [1, 2].map((number) => ({
        notice_key: `w1:${number}:opened`,
        status: 'sent',
        reason: null,
        delivery_key: 'd1',
        sent_at: new Date('2026-11-24T12:00:05Z'),
        acknowledged_by: 'link',
        escalated_to: 'r-2',
      })),
    );
    expect(messages).toMatchObject([
      { channel: 'email', status: 'sent', notices: '2', attempts: '2', code: null },
      { channel: 'telegram', status: 'failed', code: 'CHANNEL_GONE', detail: 'blocked' },
    ]);
  });

  it('call a delivery failed when every channel has failed, and sent again by hand it is sent', async () => {
    const one = await after(queued('d1', 1), ended('delivery.failed.v2', 'telegram', why));
    expect(one.deliveries).toMatchObject([{ status: 'queued' }]);
    const both = await after(queued('d1', 1), ended('delivery.failed.v2', 'telegram', why), ended('delivery.failed.v2', 'email', why));
    expect(both.deliveries).toMatchObject([{ status: 'failed' }]);
  });

  it('do not change when facts are met again', async () => {
    const facts = [held(1), queued('d1', 1), ended('delivery.sent.v2', 'email'), ended('delivery.sent.v2', 'telegram')];
    expect(await after(...facts)).toEqual(await after(...facts));
  });

  it('hold what older tapes tell of the operator’s channels; what was sent stays sent', async () => {
    const { deliveries, messages } = await after(failed(), sent(), failed());
    expect(deliveries).toMatchObject([{ recipient: 'operator', notice_key: 'w1-1:opened', status: 'sent' }]);
    expect(messages).toMatchObject([{ delivery_key: 'w1-1:log', channel: 'log', status: 'sent', code: null }]);
  });
});
