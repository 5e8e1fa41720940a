const unitMs = { h: 3_600_000, m: 60_000, s: 1000 } as const;

/** Milliseconds of `45s`, `5m`, `1h30m`; a number alone counts seconds. null for anything else and for no time at all. */
export const parseDuration = (text: string): number | null => {
  const match = /^(?:(\d+)|(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)$/.exec(text.trim());
  if (!match) return null;
  const [bare, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0)) as [number, number, number, number];
  const ms = hours * unitMs.h + minutes * unitMs.m + (seconds + bare) * unitMs.s;
  return ms > 0 && ms <= longestMs ? ms : null;
};

/** What a timer can hold: about 24 days. */
const longestMs = 2 ** 31 - 1;
