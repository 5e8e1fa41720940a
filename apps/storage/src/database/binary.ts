// PostgreSQL's binary wire format: no text is written here and none is parsed there, about twice as fast as arrays of text.
// Ref: https://www.postgresql.org/docs/17/protocol-overview.html#PROTOCOL-FORMAT-CODES and array_recv, int8recv, timestamptz_recv.

const oids = { boolean: 16, bigint: 20, text: 25, timestamptz: 1184 } as const;

const headerBytes = 20;

const header = (oid: number, values: readonly unknown[], bytes: number): Buffer => {
  const buffer = Buffer.allocUnsafe(headerBytes + bytes);
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16); // first index
  return buffer;
};

/** A `text[]` parameter. */
export const textArray = (values: readonly (string | null)[]): Buffer => {
  let most = 0;
  for (const value of values) most += 4 + (value === null ? 0 : value.length * mostBytesPerUnit);
  const buffer = header(oids.text, values, most);
  let at = headerBytes;
  for (const value of values) {
    const length = value === null ? -1 : writeText(buffer, value, at + 4);
    at = buffer.writeInt32BE(length, at) + Math.max(0, length);
  }
  return buffer.subarray(0, at);
};

/** Of UTF-8, per unit of a JavaScript string. */
const mostBytesPerUnit = 3;

/** Short texts are mostly ASCII, and a loop over them is several times faster than a call of the encoder. Returns the bytes written. */
const writeText = (buffer: Buffer, text: string, at: number): number => {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return buffer.write(text, at);
    buffer[at + index] = unit;
  }
  return text.length;
};

/** A `bigint[]` parameter; safe integers only, as everywhere on the tape. */
export const bigintArray = (values: readonly (number | null)[]): Buffer => fixedArray(oids.bigint, 8, values, writeInt64);

/** A `boolean[]` parameter. */
export const booleanArray = (values: readonly (boolean | null)[]): Buffer =>
  fixedArray(oids.boolean, 1, values, (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at));

/** A `timestamptz[]` parameter of ISO 8601 instants in UTC; digits beyond a microsecond are cut off. */
export const timestampArray = (values: readonly (string | null)[]): Buffer =>
  fixedArray(oids.timestamptz, 8, values, (buffer, value, at) => writeInt64(buffer, microsecondsOf(value), at));

/** A `timestamptz` parameter, cut off like those in an array. */
export const timestamp = (value: string): Buffer => {
  const buffer = Buffer.allocUnsafe(8);
  writeInt64(buffer, microsecondsOf(value), 0);
  return buffer;
};

const fixedArray = <Value>(
  oid: number,
  size: number,
  values: readonly (Value | null)[],
  write: (buffer: Buffer, value: Value, at: number) => void,
): Buffer => {
  const nulls = values.reduce((count, value) => count + (value === null ? 1 : 0), 0);
  const buffer = header(oid, values, 4 * values.length + size * (values.length - nulls));
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? -1 : size, at);
    if (value === null) continue;
    write(buffer, value, at);
    at += size;
  }
  return buffer;
};

const twoTo32 = 2 ** 32;

const writeInt64 = (buffer: Buffer, value: number, at: number): void => {
  const high = Math.floor(value / twoTo32);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(value - high * twoTo32, at + 4);
};

/** PostgreSQL counts microseconds from 2000-01-01. A safe integer until the year 2285. */
const epochMs = Date.UTC(2000, 0, 1);

// The rows of one look share their instant, so the last one is remembered.
let lastInstant = '';
let lastMicroseconds = 0;

const microsecondsOf = (instant: string): number => {
  if (instant === lastInstant) return lastMicroseconds;
  const fraction = /\.(\d{4,})Z$/.exec(instant)?.[1]?.slice(3, 6).padEnd(3, '0') ?? '0';
  lastInstant = instant;
  lastMicroseconds = (Date.parse(instant) - epochMs) * 1000 + Number(fraction);
  return lastMicroseconds;
};
