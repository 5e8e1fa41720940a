import { InvalidArgumentError } from 'commander';

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;
const longestMs = 90 * unitMs.d;

/** The instant of `30d`, `12h`, `45m` ago, or one as it is written; at most 90 days back. */
export const sinceOption = (text: string): Date => {
  const match = /^(\d{1,5})([dhm])$/.exec(text);
  const instant = match ? new Date(Date.now() - Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]) : new Date(text);
  const isInstant = match !== null || /^\d{4}-\d\d-\d\d/.test(text);
  if (!isInstant || Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError('Write 30d, 12h or an instant such as 2026-11-22T08:00Z.');
  if (Date.now() - instant.getTime() > longestMs + unitMs.m) throw new InvalidArgumentError('It may lie at most 90 days back.');
  return instant;
};
