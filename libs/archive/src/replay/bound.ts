/** A place on a stream: a sequence, or the instant at which a message was stored. Both belong to what they bound. */
export type Bound = { sequence: number } | { time: Date };

/** `42`, or an instant with its zone such as `2026-11-21T12:00:00Z`; null for anything else. */
export const parseBound = (text: string): Bound | null => {
  if (/^[1-9]\d{0,15}$/.test(text)) return { sequence: Number(text) };
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : { time };
};
