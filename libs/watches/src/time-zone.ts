import type { Condition, SimpleCondition } from '@tickettape/contracts';

const zoned = (condition: SimpleCondition, timeZone: string): SimpleCondition =>
  condition.kind === 'slot-available' && condition.timeZone === undefined ? { ...condition, timeZone } : condition;

/** The condition with the office's time zone where it asks for dates or times and names none. */
export const inTimeZone = (condition: Condition, timeZone: string): Condition => {
  if (condition.kind === 'any')
    return { ...condition, conditions: condition.conditions.map((one) => inTimeZone(one, timeZone) as typeof one) };
  if (condition.kind === 'all') return { ...condition, conditions: condition.conditions.map((one) => zoned(one, timeZone)) };
  return zoned(condition, timeZone);
};
