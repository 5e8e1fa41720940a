import { describe, expect, it } from 'vitest';
import type { DeadLetter } from './dead-letters.js';
import { verdictOf } from './redrive.js';

const subject = 'watch.w1';
const body = (text: string) => Buffer.from(text);
const removed = JSON.stringify({
  specversion: '1.0',
  id: 'watch:w1:2',
  source: '/tickettape/sheet-sync',
  type: 'watch.removed.v1',
  subject: 'w1',
  time: '2026-11-21T12:00:00.000Z',
  datacontenttype: 'application/json',
  data: { watchId: 'w1', revision: 2 },
});
const due = JSON.stringify({ source: 'stubhub', eventId: '1', dueAt: '2026-11-21T12:00:00.000Z', reason: 'interval' });

const aLetter = (text: string, told: Partial<DeadLetter> = {}): DeadLetter => ({
  sequence: 3,
  buriedAt: new Date(0),
  service: 'storage',
  consumer: 'watches',
  reason: 'message-invalid',
  origin: { stream: 'WATCHES', sequence: 7, subject },
  body: body(text),
  headers: {},
  ...told,
});
const fromSweeps = (text: string, to = 'sweep.due.stubhub.1') =>
  aLetter(text, { service: 'collector', consumer: 'collector-sweeps', origin: { stream: 'SWEEPS', sequence: 7, subject: to } });

describe('what can be done about a dead letter', () => {
  it('a command that meets its contract is sent again', () => {
    expect(verdictOf(fromSweeps(due), null)).toEqual({ kind: 'send', detail: 'it goes to sweep.due.stubhub.1 again' });
  });

  it('a command that meets no contract would be buried again', () => {
    expect(verdictOf(fromSweeps('{"half":'), null)).toMatchObject({ kind: 'still-invalid', detail: expect.stringContaining('not JSON') });
  });

  it('a schedule is not sent without its time', () => expect(verdictOf(fromSweeps(due, 'sweep.next.stubhub.1'), null).kind).toBe('gone'));

  it('a fact that is valid by now lies on the tape already and is not stored a second time', () => {
    const verdict = verdictOf(aLetter(removed), { subject, data: body(removed) });
    expect(verdict).toMatchObject({ kind: 'on-tape', detail: expect.stringContaining('tape projections rebuild') });
    const notifier = aLetter(removed, { service: 'notifier', consumer: 'notifier-watches' });
    expect(verdictOf(notifier, { subject, data: body(removed) }).detail).toContain('needs nothing');
  });

  it('a fact that is not valid stays one', () => {
    expect(verdictOf(aLetter('{}'), { subject, data: body('{}') })).toMatchObject({ kind: 'still-invalid' });
  });

  it.each([
    ['its stream has dropped', null],
    ['lies on another subject by now', { subject: 'watch.w2', data: body(removed) }],
    ['another one took the place of', { subject, data: body('{}') }],
  ])('a fact that %s is gone', (_, original) => expect(verdictOf(aLetter(removed), original).kind).toBe('gone'));

  it('what came from nowhere cannot be sent anywhere', () => expect(verdictOf(aLetter(due, { origin: null }), null).kind).toBe('gone'));

  it('what DEAD itself holds is not handled', () => {
    expect(
      verdictOf(aLetter('{}', { origin: { stream: 'DEAD', sequence: 1, subject: 'dead.a.b' } }), { subject: 'dead.a.b', data: body('{}') })
        .kind,
    ).toBe('gone');
  });
});
