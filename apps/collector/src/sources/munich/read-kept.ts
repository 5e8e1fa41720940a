import type { Blind } from '../verdict.js';
import { readCalendar, readDays, readTimes } from './answers.js';
import type { Finding } from './mapper.js';
import { findingOf, nothing } from './office.js';
import { judge, noSlot } from './verdict.js';

/** What a look makes of answers that were kept: one calendar, or a list of days and the times of each. */
export const readKept = (bodies: readonly string[], officeId: number): Finding | Blind => {
  const [first = '', ...times] = bodies;
  const calendar = judge(replied(first), (json) => readCalendar(json, { officeId, startDate: '0000-01-01', endDate: '9999-12-31' }));
  return calendar.kind === 'listings' && calendar.answer !== noSlot ? rangeOf(first, officeId) : readLegacy(first, times, officeId);
};

/** The range that was asked for is the one that the answer names. */
const rangeOf = (body: string, officeId: number): Finding => {
  const json = JSON.parse(body) as { startDate: string; endDate: string };
  return findingOf(readCalendar(json, { officeId, startDate: json.startDate, endDate: json.endDate })!);
};

const readLegacy = (first: string, times: readonly string[], officeId: number): Finding | Blind => {
  const days = judge(replied(first), (json) => readDays(json, { officeId }));
  if (days.kind === 'blind') return days;
  if (days.answer === noSlot) return nothing;
  const slots: (number | null)[] = [];
  for (const body of times) {
    const verdict = judge(replied(body), (json) => readTimes(json, { officeId }));
    if (verdict.kind === 'blind') return verdict;
    if (verdict.answer !== noSlot) slots.push(...verdict.answer);
  }
  return { slots, isWhole: times.length >= days.answer.length };
};

const replied = (body: string) => ({ kind: 'reply' as const, status: 200, location: null, retryAfter: null, body });
