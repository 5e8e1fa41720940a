import { AppError } from './app-error.js';
import type { ErrorKind } from './error-codes.js';

/** An error we did not declare is a bug. */
export const kindOf = (error: unknown): ErrorKind => (error instanceof AppError ? error.kind : 'bug');

const statuses = {
  ADMIN_UNAUTHORIZED: 401,
  ADMIN_FORBIDDEN: 403,
  NOT_FOUND: 404,
  LINK_USED: 410,
  VERSION_CONFLICT: 409,
  SOURCE_PAUSED: 409,
  REBUILD_EXISTS: 409,
  SWITCH_REFUSED: 409,
  TOO_MANY_REQUESTS: 429,
} as const;
const statusOfKind = { invalid: 400, unavailable: 503, bug: 500 } as const satisfies Record<ErrorKind, number>;

/** The HTTP status an admin endpoint answers with. */
export const httpStatusOf = (error: unknown): number =>
  (error instanceof AppError && (statuses as Partial<Record<string, number>>)[error.code]) || statusOfKind[kindOf(error)];

/** A bug is an error; what may pass or was sent to us wrong is a warning. */
export const logLevelOf = (error: unknown): 'warn' | 'error' => (kindOf(error) === 'bug' ? 'error' : 'warn');
