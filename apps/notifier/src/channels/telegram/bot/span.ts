const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `45m`, `2h` or `3d`, at most 30 days; null for anything else. */
export const parseSpan = (text: string): number | null => {
  const match = /^(\d{1,4})\s*([mhd])$/.exec(text.trim().toLowerCase());
  if (!match) return null;
  const ms = Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
  return ms > 0 && ms <= 30 * unitMs.d ? ms : null;
};
