import { AppError } from '@tickettape/errors';
import type { OptionalTab, Tab } from './sheet.js';

export const absentTab: OptionalTab = { state: 'absent' };

/** A tab that may be missing (null) and whose failure must not take the other one with it. */
export const readOptional = async (read: () => Promise<Tab | null>): Promise<OptionalTab> => {
  try {
    const tab = await read();
    return tab === null ? absentTab : { state: 'read', tab };
  } catch (error) {
    if (error instanceof AppError) return { state: 'refused', error };
    throw error;
  }
};
