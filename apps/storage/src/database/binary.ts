// PostgreSQL's binary wire format: no text is written here and none is parsed there, about twice as fast as arrays of text.
// Ref: https://www.postgresql.org/docs/17/protocol-overview.html#PROTOCOL-FORMAT-CODES and array_recv, int8recv, timestamptz_recv.

const oids = { boolean: 16, bigint: 20, integer: 23, text: 25, timestamptz: 1184 } as const;

/** A parameter in the binary format; it is encoded where the message is written, so that nothing is copied on the way. */
export class BinaryValue {
  constructor(
    /** Room that `encode` may need. */
    readonly mostBytes: number,
    /** Writes into `buffer` from `at` on and returns where it ended. */
    readonly encode: (buffer: Buffer, at: number) => number,
  ) {}
}

const headerBytes = 20;

const writeHeader = (buffer: Buffer, at: number, oid: number, values: readonly unknown[]): number => {
  buffer.writeInt32BE(1, at); // dimensions
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, at + 4);
  buffer.writeInt32BE(oid, at + 8);
  buffer.writeInt32BE(values.length, at + 12);
  return buffer.writeInt32BE(1, at + 16); // first index
};

/** A `text[]` parameter. */
export const textArray = (values: readonly (string | null)[]): BinaryValue => {
  let most = headerBytes;
  for (const value of values) most += 4 + (value === null ? 0 : value.length * mostBytesPerUnit);
  return new BinaryValue(most, (buffer, start) => {
    let at = writeHeader(buffer, start, oids.text, values);
    for (const value of values) {
      const length = value === null ? -1 : writeText(buffer, value, at + 4);
      at = writeInt32(buffer, length, at) + Math.max(0, length);
    }
    return at;
  });
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
export const bigintArray = (values: readonly (number | null)[]): BinaryValue => fixedArray(oids.bigint, 8, values, writeInt64);

/** An `integer[]` parameter of values below 2^31. */
export const integerArray = (values: readonly (number | null)[]): BinaryValue => fixedArray(oids.integer, 4, values, writeInt32);

/** A `boolean[]` parameter. */
export const booleanArray = (values: readonly (boolean | null)[]): BinaryValue =>
  fixedArray(oids.boolean, 1, values, (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at));

/** A `timestamptz[]` parameter of ISO 8601 instants in UTC; digits beyond a microsecond are cut off. */
export const timestampArray = (values: readonly (string | null)[]): BinaryValue =>
  fixedArray(oids.timestamptz, 8, values, (buffer, value, at) => writeInt64(buffer, microsecondsOf(value), at));

/** A `timestamptz` parameter, cut off like those in an array. */
export const timestamp = (value: string): BinaryValue =>
  new BinaryValue(8, (buffer, at) => {
    writeInt64(buffer, microsecondsOf(value), at);
    return at + 8;
  });

const fixedArray = <Value>(
  oid: number,
  size: number,
  values: readonly (Value | null)[],
  write: (buffer: Buffer, value: Value, at: number) => void,
): BinaryValue =>
  new BinaryValue(headerBytes + (4 + size) * values.length, (buffer, start) => {
    let at = writeHeader(buffer, start, oid, values);
    for (const value of values) {
      at = writeInt32(buffer, value === null ? -1 : size, at);
      if (value === null) continue;
      write(buffer, value, at);
      at += size;
    }
    return at;
  });

const twoTo32 = 2 ** 32;

const writeInt64 = (buffer: Buffer, value: number, at: number): void => {
  writeInt32(buffer, Math.floor(value / twoTo32), at);
  writeInt32(buffer, value, at + 4);
};

/** The last 32 bits of an integer, several times faster than Buffer's own, which checks what it is given. Returns where they end. */
const writeInt32 = (buffer: Buffer, value: number, at: number): number => {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
  return at + 4;
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
