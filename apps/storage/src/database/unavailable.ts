import { AppError } from '@tickettape/errors';
import { DatabaseError } from 'pg';

/**
 * Classes of errors that pass: connection exception, insufficient resources, operator intervention (shutdown, statement time-out).
 * Ref: https://www.postgresql.org/docs/17/errcodes-appendix.html classes 08, 53 and 57.
 */
const passing = /^(08|53|57)/;

/** DATABASE_UNAVAILABLE for what may work later: also every failure that is not an answer of the server. Other errors stay as they are. */
export const asUnavailable = (error: unknown): unknown => {
  if (error instanceof DatabaseError && !passing.test(error.code ?? '')) return error;
  return new AppError('DATABASE_UNAVAILABLE', { cause: error });
};
