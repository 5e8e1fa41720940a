type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/** 2^53 has 16 digits; shorter integers are exact. */
const longDigits = /\d{16}/;

/** `JSON.parse`, but an integer that a number cannot hold comes as its digits. Throws what `JSON.parse` throws. */
export const parseExactJson = (text: string): unknown => (longDigits.test(text) ? parse(text, keepDigits) : parse(text));

const keepDigits: Reviver = (_, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source) ? source : value;
