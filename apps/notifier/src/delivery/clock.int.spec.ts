import { envelope, subjects, type AlertOpened } from '@tickettape/contracts';
import { Publisher } from '@tickettape/jetstream';
import { until } from '@tickettape/testing';
import { describe, expect, it } from 'vitest';
import { add, alert, ask, channels, clock, factsOf, isTold, paths, servePeople, start, tape, typesOf } from '../people.examples.js';
import { anAlertOpened } from './alert.examples.js';
import type { Decision } from './decide.js';
import { decided } from './delivery-facts.js';
import { noticeOf } from './notice.js';

servePeople();

/** The clock is the real one, so what is due lies this long ahead. */
const soonMs = 1_000;
const minuteMs = 60_000;

const publish = (subject: string, fact: object) => new Publisher(tape.js, tape.jsm).publish(subject, fact as AlertOpened);

/** An alert about which a notifier has decided before. One that starts afterwards meets it at once, another within seconds. */
const decidedBefore = async (recipient: string, decision: Decision, told: Partial<AlertOpened['data']> = {}): Promise<AlertOpened> => {
  const opened = anAlertOpened({ recipients: [recipient], ...told });
  const fact = decided(recipient, noticeOf(opened)!.notice, decision, { kind: 'alert', channels: ['webhook'], nowMs: Date.now() });
  await publish(subjects.delivery(recipient), fact);
  await publish(subjects.alert(opened.data.watchId), opened);
  return opened;
};

const isOver = ({ data: { watchId, alertId, source, eventId, episode } }: AlertOpened) => {
  const about = { id: `${alertId}:closed`, source: '/tickettape/notifier', subject: watchId, time: new Date().toISOString() };
  return publish(
    subjects.alert(watchId),
    envelope('alert.closed.v1', about, { source, eventId, watchId, alertId, episode, reason: 'it is over', position: 2 }),
  );
};
const bodies = () => channels.taken.map(({ body }) => body.toString());

describe('the clock', () => {
  it('holds what is not urgent until the next digest of the person, at their local time', async () => {
    const app = await start();
    // Kathmandu is 5:45 ahead of UTC all year.
    const dueMs = Math.floor(Date.now() / minuteMs) * minuteMs + 3 * minuteMs;
    const at = new Date(dueMs + (5 * 60 + 45) * minuteMs).toISOString().slice(11, 16);
    const ann = await add(app, 'ann', { timeZone: 'Asia/Kathmandu', digest: { every: 'day', at } });
    await alert([ann.recipient]);
    await isTold(ann.recipient, 'delivery.held.v1');
    expect((await factsOf(ann.recipient))[0]).toMatchObject({ data: { why: 'digest', until: new Date(dueMs).toISOString() } });
  });

  it('brings a digest when it is due and not before, as one message of two notifiers', async () => {
    const app = await start();
    const { recipient } = await add(app, 'ann', { digest: { every: 'hour' } });
    const untilMs = Date.now() + soonMs;
    const alerts = [];
    for (let count = 0; count < 3; count += 1) alerts.push(await decidedBefore(recipient, { kind: 'hold', why: 'digest', untilMs }));
    await start();
    await isTold(recipient, ...alerts.map(() => 'delivery.held.v1'), 'delivery.queued.v1', 'delivery.sent.v2');
    const queued = (await factsOf(recipient)).find(({ type }) => type === 'delivery.queued.v1');
    expect(queued).toMatchObject({ data: { kind: 'digest', notices: alerts.map(({ data: { alertId } }) => ({ alertId })) } });
    expect(Date.parse(queued!.time)).toBeGreaterThanOrEqual(untilMs);
    expect(paths()).toEqual(['/ann']);
    for (const { data } of alerts) expect(bodies()[0]).toContain(data.name);
  });

  it('lets quiet hours keep what is due, until they end', async () => {
    const app = await start();
    const ann = (await add(app, 'ann', { quietHours: { from: clock(-5), to: clock(30) } })).recipient;
    const bob = (await add(app, 'bob')).recipient;
    const untilMs = Date.now() + soonMs;
    await decidedBefore(ann, { kind: 'hold', why: 'quiet-hours', untilMs });
    await decidedBefore(bob, { kind: 'hold', why: 'quiet-hours', untilMs });
    await start();
    await isTold(bob, 'delivery.held.v1', 'delivery.queued.v1', 'delivery.sent.v2');
    expect(await typesOf(ann)).toEqual(['delivery.held.v1']);
    await ask(app, 'PATCH', `/admin/people/${ann}`, { quietHours: null });
    await start();
    await isTold(ann, 'delivery.held.v1', 'delivery.queued.v1', 'delivery.sent.v2');
    expect(paths()).toEqual(['/bob', '/ann']);
  });

  it('tells somebody else what nobody acknowledged in time, unless it was seen or is over', async () => {
    const app = await start();
    const bob = (await add(app, 'bob')).recipient;
    const ann = (await add(app, 'ann', { escalation: { afterSeconds: 60, to: bob } })).recipient;
    const urgent = () => decidedBefore(ann, { kind: 'send', escalatesAtMs: Date.now() + 2 * soonMs }, { severity: 'high' });
    const [seen, over, missed] = [await urgent(), await urgent(), await urgent()];
    const key = ({ data: { alertId } }: AlertOpened) => `${alertId}:opened:${ann}`;
    await isOver(over);
    await ask(app, 'POST', '/admin/deliveries/acknowledge', { recipient: ann, deliveryKey: key(seen) });
    await start();
    await isTold(bob, 'delivery.queued.v1', 'delivery.sent.v2');
    await until(async () => (await typesOf(ann)).filter((type) => type === 'delivery.escalated.v1').length === 2);
    const escalated = (await factsOf(ann)).flatMap((fact) => (fact.type === 'delivery.escalated.v1' ? [fact.data] : []));
    expect(escalated.map(({ deliveryKey, to }) => [deliveryKey, to])).toEqual([
      [key(over), null],
      [key(missed), bob],
    ]);
    expect((await factsOf(bob))[0]).toMatchObject({ data: { kind: 'escalation', notices: [{ alertId: missed.data.alertId }] } });
    expect(bodies().filter((body) => body.includes('Nobody has acknowledged this in time'))).toHaveLength(1);
  });
});
