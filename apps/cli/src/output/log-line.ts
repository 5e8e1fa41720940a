import { z } from 'zod';

const LogLine = z.object({
  level: z.string(),
  service: z.string().optional(),
  msg: z.string(),
  err: z.object({ message: z.string() }).optional(),
});

/** A line of a service's log for a person: `fatal storage: cannot start: The database refused the connection`; any other line as it is. */
export const readableLine = (line: string): string => {
  const { success, data } = LogLine.safeParse(parseJson(line));
  if (!success) return line;
  const said = [data.msg, data.err?.message].filter((text) => text !== undefined && text !== '').join(': ');
  return `${[data.level, data.service].filter(Boolean).join(' ')}: ${said}`;
};

/** Each line for a person, and a line that repeats an earlier one only once. */
export const readableLines = (text: string): string => [...new Set(text.split('\n').map(readableLine))].join('\n');

const Fatal = z.object({ level: z.literal('fatal'), code: z.string(), err: z.object({ message: z.string() }), fix: z.string() });
export type Fatal = { code: string; message: string; fix: string };

/** Why a service says it cannot start; null for any other line. */
export const fatalOf = (line: string): Fatal | null => {
  const { success, data } = Fatal.safeParse(parseJson(line));
  return success ? { code: data.code, message: data.err.message, fix: data.fix } : null;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
