import { aBlindness, aBook, aListing, aSighting, key } from '@tickettape/book/examples';
import { unseenBook } from '@tickettape/book';
import type { SweepDue } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { paceOf } from '../politeness/pace.js';
import { paused, resumed, unknownState } from '../politeness/source-state.js';
import { stepOf, type Situation } from './step.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
const due = (minute: number): SweepDue => ({ ...key, dueAt: at(minute), reason: 'interval' });
const seenAt = (minute: number) => aBook(aSighting([aListing('a')], { observedAt: at(minute) }));
const blindAt = (minute: number) => aBook(aBlindness({ observedAt: at(minute) }));
const step = (told: Partial<Situation>) =>
  stepOf({ due: due(10), book: seenAt(0), state: unknownState, pace: paceOf('pro.stubhub.com', 1), nowMs: Date.parse(at(10)), ...told });

describe('a sweep that is due', () => {
  it('looks', () => {
    expect(step({})).toEqual({ do: 'look' });
    expect(step({ book: unseenBook() })).toEqual({ do: 'look' });
  });

  it('does not look again when the book was looked at since: the message came twice', () => {
    expect(step({ book: seenAt(10) })).toEqual({ do: 'skip' });
    expect(step({ book: blindAt(11), nowMs: Date.parse(at(12)) })).toEqual({ do: 'skip' });
  });

  it('waits for the floor of the host', () => {
    const nowMs = Date.parse(at(10)) + 1;
    expect(step({ due: due(11), book: seenAt(10), nowMs })).toEqual({ do: 'postpone', why: 'too-soon', untilMs: Date.parse(at(11)) });
  });

  it('makes no request while the source is paused and says so once per book and pause', () => {
    const state = paused(unknownState, { reason: 'challenged', detail: 'a challenge page', by: 'collector', at: at(5) });
    expect(step({ state })).toMatchObject({ do: 'tell', blindness: { reason: 'challenged', attempts: 0, observedAt: at(10) } });
    expect(step({ state, book: unseenBook() })).toMatchObject({ do: 'tell' });
    expect(step({ state, book: blindAt(4) })).toMatchObject({ do: 'tell' });
    expect(step({ state, book: blindAt(5) })).toEqual({ do: 'rest' });
  });

  it('is blocked where a person paused the source, and looks again once it is resumed', () => {
    const state = paused(unknownState, { reason: 'requested', detail: 'paused by a person', by: 'operator', at: at(5) });
    expect(step({ state })).toMatchObject({ do: 'tell', blindness: { reason: 'blocked', detail: expect.stringContaining('by a person') } });
    expect(step({ state: resumed(state, at(6)) })).toEqual({ do: 'look' });
  });
});

describe('the state of a source', () => {
  const first = { reason: 'blocked', detail: 'a login page', by: 'collector', at: at(1) } as const;

  it('keeps the first cause of a pause', () => {
    const state = paused(unknownState, first);
    expect(paused(state, { ...first, detail: 'another', at: at(2) })).toBe(state);
  });

  it('is not paused any more once a person has resumed it, and tells since when', () => {
    expect(resumed(paused(unknownState, first), at(4))).toMatchObject({ paused: false, by: 'operator', since: at(4) });
    expect(resumed(unknownState, at(4))).toBe(unknownState);
  });
});
