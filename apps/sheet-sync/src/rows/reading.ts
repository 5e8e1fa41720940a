/** What a cell says, or why it says nothing. */
export type Reading<Value> = { ok: true; value: Value; warning?: string } | { ok: false; reason: string };

export const says = <Value>(value: Value, warning?: string): Reading<Value> =>
  warning === undefined ? { ok: true, value } : { ok: true, value, warning };

export const refused = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });
