/** Stands for what nobody told us; never 0. */
export const unknown = '–';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const twoDigits = (count: number) => String(count).padStart(2, '0');

/** A length of time in its two largest units, rounded down: `4s`, `3m 20s`, `2h 05m`, `5d 03h`. */
export const formatSpan = (ms: number): string => {
  if (ms < minute) return `${Math.floor(ms / second)}s`;
  if (ms < hour) return `${Math.floor(ms / minute)}m ${twoDigits(Math.floor((ms % minute) / second))}s`;
  if (ms < day) return `${Math.floor(ms / hour)}h ${twoDigits(Math.floor((ms % hour) / minute))}m`;
  return `${Math.floor(ms / day)}d ${twoDigits(Math.floor((ms % day) / hour))}h`;
};

/** The largest unit only, for narrow places: `4s`, `3m`, `2h`, `5d`. */
export const formatShortSpan = (ms: number): string => formatSpan(ms).split(' ')[0]!;

/** How long ago `instant` was; an instant that clocks put into the future counts as now. */
export const formatAge = (instant: string | null, nowMs: number): string =>
  instant === null ? unknown : formatShortSpan(Math.max(0, nowMs - Date.parse(instant)));
