/** The places where a part of a watch may be written: the rule itself, or a cell, an option or a field of its own. */
export const ruleFields = [
  'rule',
  'value',
  'currency',
  'within',
  'section',
  'zone',
  'row',
  'quantity',
  'hold',
  'rearm',
  'hysteresis',
  'tellOver',
  'severity',
  'blindAfter',
  'recipients',
  'channels',
] as const;
export type RuleField = (typeof ruleFields)[number];

/** What is said back about one place: with `rejected` the watch cannot stand, with `warning` it does. */
export type Note = { field: RuleField; severity: 'rejected' | 'warning'; reason: string };

export const isRejected = (notes: readonly Note[]): boolean => notes.some(({ severity }) => severity === 'rejected');

/** A text, and where it was written. */
export type Written = { field: RuleField; text: string };

/** What a text says, or why it says nothing. */
export type Reading<Value> = { ok: true; value: Value } | { ok: false; reason: string };

export const says = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const refused = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });

const longestQuoteCharacters = 60;

/** The text in a reason, cut so that a page in a cell does not become a page in an answer. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > longestQuoteCharacters ? `${text.slice(0, longestQuoteCharacters)}…` : text);

/** `is empty` or `is "10"`: how a reason begins. */
export const isTold = (text: string): string => (text === '' ? 'is empty' : `is ${quoted(text)}`);
