const hourMs = 3_600_000;

/** Hours of a week in UTC; hour 0 begins on Monday at 00:00. */
export const hoursOfWeek = 168;

/** The epoch began on a Thursday. */
const hoursFromMonday = 72;

export const hourOfWeekAt = (atMs: number): number => (Math.floor(atMs / hourMs) + hoursFromMonday) % hoursOfWeek;

/** Doublings of the time that is left until an event begins: below 1 hour, below 2, below 4, … and from 1,024 hours (6 weeks) on. */
export const lifeCells = 12;

/** By what was left when the hour began. A book that has no beginning, such as the calendar of an office, stays in the last cell. */
export const lifeCellAt = (startsAtMs: number | null, atMs: number): number => {
  const hoursLeft = startsAtMs === null ? Infinity : (startsAtMs - Math.floor(atMs / hourMs) * hourMs) / hourMs;
  return hoursLeft < 1 ? 0 : Math.min(lifeCells - 1, Math.floor(Math.log2(hoursLeft)) + 1);
};

/** The end of the hour that `atMs` is in. */
export const hourEndMs = (atMs: number): number => (Math.floor(atMs / hourMs) + 1) * hourMs;
