import type { Writer } from '../database/writer.js';

/** `note` says what the schema is for, and is there as soon as the schema is. */
export const createSchema = async (keeper: Writer, schema: string, note: string): Promise<void> => {
  await keeper.query('begin');
  await keeper.query(`create schema ${schema}`);
  await keeper.query(`comment on schema ${schema} is '${note}'`);
  await keeper.query('commit');
};
