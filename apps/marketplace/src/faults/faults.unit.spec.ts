import { describe, expect, it } from 'vitest';
import { day, hour } from '../market/time.js';
import { takeFault } from './armed-faults.js';
import { FaultRequest, type ArmedFault } from './fault.js';
import { faultsDue } from './schedule.js';

const armed = (...requests: object[]): ArmedFault[] =>
  requests.map((request, index) => ({ id: index + 1, ...FaultRequest.parse(request) }));

/** What a row of answers for `eventId` suffers. */
const suffered = (faults: readonly ArmedFault[], eventId: string, answers: number): (string | null)[] => {
  let left = faults;
  return Array.from({ length: answers }, () => {
    const taken = takeFault(left, eventId);
    left = taken.left;
    return taken.fault?.kind ?? null;
  });
};

describe('armed faults', () => {
  it('spoil one answer by default and only those of their event', () => {
    const faults = armed({ kind: 'empty', eventId: '1' });
    expect(suffered(faults, '1', 2)).toEqual(['empty', null]);
    expect(suffered(faults, '2', 2)).toEqual([null, null]);
  });

  it('let the first answers pass where asked to', () => {
    expect(suffered(armed({ kind: 'login', after: 2, times: 2 }), '1', 5)).toEqual([null, null, 'login', 'login', null]);
  });

  it('wait for each other', () => {
    expect(suffered(armed({ kind: 'error', times: 2 }, { kind: 'reset' }), '1', 4)).toEqual(['error', 'error', 'reset', null]);
  });
});

describe('a fault on request', () => {
  it('has sensible settings by itself', () => {
    expect(FaultRequest.parse({ kind: 'throttled' })).toEqual({
      kind: 'throttled',
      retryAfterSeconds: 2,
      eventId: null,
      after: 0,
      times: 1,
    });
    expect(FaultRequest.parse({ kind: 'challenge' })).toMatchObject({ status: 403 });
  });

  it.each([{ kind: 'meteor' }, { kind: 'empty', delayMs: 5 }, { kind: 'slow', delayMs: -1 }, { kind: 'error', times: 0 }])(
    'is refused: %j',
    (request) => expect(FaultRequest.safeParse(request).success).toBe(false),
  );
});

describe('the faults of the default run', () => {
  const all = (slot: number, to: number) =>
    Array.from({ length: to / hour }, (_, index) => faultsDue(1, slot, index * hour, (index + 1) * hour)).flat();

  it('are the same however the time is cut', () => {
    const halves = Array.from({ length: 40 }, (_, index) => faultsDue(1, 2, (index * hour) / 2, ((index + 1) * hour) / 2)).flat();
    expect(halves).toEqual(all(2, 20 * hour));
  });

  it('are of six kinds within nine hours, and none stops a source until a person resumes it', () => {
    const early = [0, 1, 2, 3, 4, 5].flatMap((slot) => all(slot, 9 * hour).map(({ fault }) => fault.kind));
    expect(early.toSorted()).toEqual(['duplicates', 'empty', 'error', 'slow', 'throttled', 'truncated']);
    const later = all(0, 30 * day).map(({ fault }) => fault.kind);
    for (const kind of ['login', 'challenge', 'forbidden']) expect(later).not.toContain(kind);
  });

  it('leave most answers alone: about two a day and event', () => {
    const perDay = all(0, 30 * day).length / 30;
    expect(perDay).toBeGreaterThan(1.5);
    expect(perDay).toBeLessThan(2.5);
  });

  it('do not pile up while nobody looks', () => {
    expect(faultsDue(1, 0, 0, 30 * day).length).toBeLessThanOrEqual(1);
  });
});
