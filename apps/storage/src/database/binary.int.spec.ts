import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigintArray, booleanArray, integerArray, textArray, timestamp, timestampArray, type BinaryValue } from './binary.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const bytesOf = ({ mostBytes, encode }: BinaryValue): Buffer => {
  const buffer = Buffer.alloc(mostBytes);
  return buffer.subarray(0, encode(buffer, 0));
};

const asText = async (type: string, value: BinaryValue): Promise<unknown> => {
  const { rows } = await database.pool.query<{ read: unknown }>(`select array_to_json($1::${type}[])::text as read`, [bytesOf(value)]);
  return JSON.parse(rows[0]!.read as string);
};

const runs = { numRuns: 50 };
const wellFormed = fc.string({ unit: 'binary', maxLength: 20 }).map((raw) => raw.replaceAll('\u0000', '').toWellFormed());

describe('binary parameters', () => {
  it('carry text of any script', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.option(wellFormed), { minLength: 1 }), async (values) => {
        expect(await asText('text', textArray(values))).toEqual(values);
      }),
      runs,
    ));

  it('carry safe integers of either sign', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.maxSafeInteger()), { minLength: 1 }), async (values) => {
        expect(await asText('bigint', bigintArray(values))).toEqual(values);
      }),
      runs,
    ));

  it('carry integers of four bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.integer()), { minLength: 1 }), async (values) => {
        expect(await asText('integer', integerArray(values))).toEqual(values);
      }),
      runs,
    ));

  it('carry truth values', async () => {
    expect(await asText('boolean', booleanArray([true, null, false]))).toEqual([true, null, false]);
  });

  it('carry nothing at all', async () => {
    expect(await asText('text', textArray([]))).toEqual([]);
    expect(await asText('bigint', bigintArray([]))).toEqual([]);
  });

  it('carry instants to the microsecond, alone and in arrays', () =>
    fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.stringMatching(/^\d{0,3}$/),
        async (date, digits) => {
          const instant = date.toISOString().replace('Z', `${digits}Z`);
          const { rows } = await database.pool.query('select $1::timestamptz = $3 and ($2::timestamptz[])[1] = $3 as same', [
            bytesOf(timestamp(instant)),
            bytesOf(timestampArray([instant])),
            instant,
          ]);
          expect(rows).toEqual([{ same: true }]);
        },
      ),
      runs,
    ));
});
