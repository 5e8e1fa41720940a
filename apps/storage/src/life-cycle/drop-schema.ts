import type { Writer } from '../database/writer.js';

/** Removes a schema with all its tables. A replica that still writes them is held up first, where it holds nothing that is needed here. */
export const dropSchema = async (keeper: Writer, schema: string): Promise<void> => {
  await keeper.query('begin');
  try {
    const [table] = await keeper.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [`${schema}.projections`]);
    if (table!.exists) await keeper.query(`lock table ${schema}.projections in access exclusive mode`);
    await keeper.query(`drop schema ${schema} cascade`);
    await keeper.query('commit');
  } catch (error) {
    await keeper.query('rollback');
    throw error;
  }
};
