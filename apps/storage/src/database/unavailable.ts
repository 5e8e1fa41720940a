import { AppError } from '@tickettape/errors';
import { DatabaseError } from 'pg';

/**
 * Classes of errors that pass: connection exception, insufficient resources, operator intervention (shutdown, statement time-out).
 * Ref: https://www.postgresql.org/docs/17/errcodes-appendix.html classes 08, 53 and 57.
 */
const passing = /^(08|53|57)/;

/** Undefined table, function or schema. Ref: the same page. */
const undefinedThings = ['42P01', '42883', '3F000'];

/**
 * What may work later: DATABASE_NOT_MIGRATED where a table is not there, DATABASE_UNAVAILABLE for what passes and for every failure that is not
 * an answer of the server. Other errors stay as they are.
 */
export const asUnavailable = (error: unknown): unknown => {
  if (error instanceof DatabaseError && undefinedThings.includes(error.code ?? ''))
    return new AppError('DATABASE_NOT_MIGRATED', { cause: error });
  if (error instanceof DatabaseError && !passing.test(error.code ?? '')) return error;
  return new AppError('DATABASE_UNAVAILABLE', { cause: error });
};
