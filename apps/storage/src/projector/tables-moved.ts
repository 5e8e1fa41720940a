import { DatabaseError } from 'pg';

/** Raised by advance_projection(). */
const otherTables = 'TT002';

/** Whether this says that other tables have taken the place of those whose position was read: nothing was written, and the position is to be read anew. */
export const haveTablesMoved = (error: unknown): boolean => error instanceof DatabaseError && error.code === otherTables;
