import { Writer } from '../database/writer.js';

/** Any number will do as long as it is always the same: one step of the life cycle at a time, of all replicas. */
const stepLock = 7_266_834_022;

/** Does one step of the life cycle on a connection of its own. What is slow here is slow because there is much of it. */
export const keepTables = async <Value>(databaseUrl: string, step: (keeper: Writer) => Promise<Value>): Promise<Value> => {
  const keeper = await Writer.open(databaseUrl, 'life cycle', () => undefined);
  try {
    await keeper.query('select pg_advisory_lock($1)', [stepLock]);
    await keeper.query('set statement_timeout = 0');
    return await step(keeper);
  } finally {
    await keeper.close();
  }
};
