type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/** 2^53 has 16 digits; shorter integers are exact. */
const exactDigits = 15;

/** `JSON.parse`, but an integer that a number cannot hold comes as its digits. Throws what `JSON.parse` throws. */
export const parseExactJson = (text: string): unknown => (hasLongDigits(text) ? parse(text, keepDigits) : parse(text));

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
};

/** A run of 16 digits covers one of every 16 places, so that only those are looked at: several times faster than a regular expression. */
const hasLongDigits = (text: string): boolean => {
  for (let at = exactDigits; at < text.length; at += exactDigits + 1) if (isDigit(text, at) && runAt(text, at) > exactDigits) return true;
  return false;
};

const runAt = (text: string, at: number): number => {
  let [first, last] = [at, at];
  while (isDigit(text, first - 1)) first -= 1;
  while (isDigit(text, last + 1)) last += 1;
  return last - first + 1;
};

const keepDigits: Reviver = (_, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source) ? source : value;
