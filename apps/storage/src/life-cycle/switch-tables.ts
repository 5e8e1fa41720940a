import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import type { Writer } from '../database/writer.js';
import { waitForOldSnapshots } from './old-snapshots.js';
import { Patience } from './patience.js';
import { planSwitch, type Schemas, type SwitchPlan } from './plan-switch.js';
import { readSchemaObjects } from './schema-objects.js';

export type Switched = {
  /** Milliseconds for which nothing was written to the live tables. */
  pausedMs: number;
};

/**
 * Milliseconds for which a switch waits for readers while others wait for it. Below the `deadlock_timeout` of the server (1 s), so that a reader
 * which meets the switch in another order is never the one that is refused.
 */
const lockTimeoutMs = 700;
/** Milliseconds in which a rebuild that is ready passes the live tables, once these stand still. */
const catchUpMs = 2_000;

/**
 * Puts the tables of the rebuild in the place of the live ones in one transaction: writers wait a moment, readers see either all of the old or all of
 * the new. Throws SWITCH_BLOCKED, with everything as it was, when the live tables are in use all the time.
 */
export const switchTables = async (keeper: Writer, schemas: Schemas, patienceMs: number, beforeCommit: () => void): Promise<Switched> => {
  const patience = new Patience(patienceMs);
  const plan = planSwitch(await readSchemaObjects(keeper, schemas.live), await readSchemaObjects(keeper, schemas.rebuild), schemas);
  for (const table of tablesOf(plan, schemas.rebuild)) await keeper.query(`analyze ${table}`);
  await waitForOldSnapshots(keeper, patience);
  let startedAtMs = 0;
  await patience.until(async () => {
    startedAtMs = performance.now();
    return attempt(keeper, plan, schemas, beforeCommit);
  });
  return { pausedMs: Math.round(performance.now() - startedAtMs) };
};

const tablesOf = ({ lock }: SwitchPlan, schema: string): string[] => lock.filter((identity) => identity.startsWith(`${schema}.`));

/** What was in the way, or null when it is done. */
const attempt = async (keeper: Writer, plan: SwitchPlan, schemas: Schemas, beforeCommit: () => void): Promise<string | null> => {
  await keeper.query('begin');
  try {
    await keeper.query(`set local statement_timeout = ${lockTimeoutMs}`);
    // Every batch of a writer begins with its position; whoever waits here holds nothing that others want.
    await keeper.query(`lock table ${schemas.live}.projections in share row exclusive mode`);
    if (!(await waitUntilPassed(keeper, schemas))) return await giveUp(keeper, 'the rebuild is behind the live tables');
    await keeper.query(`lock table ${plan.lock.map((identity) => `only ${identity}`).join(', ')} in access exclusive mode`);
    await keeper.query(`set local statement_timeout = 0`);
    for (const statement of plan.move) await keeper.query(statement);
    beforeCommit();
    await keeper.query('commit');
    return null;
  } catch (error) {
    const reason = await giveUp(keeper, 'sessions read the live tables all the time');
    if (isInTheWay(error)) return reason;
    throw error;
  }
};

const giveUp = async (keeper: Writer, reason: string): Promise<string> => {
  await keeper.query('rollback');
  return reason;
};

const waitUntilPassed = async (keeper: Writer, schemas: Schemas): Promise<boolean> => {
  const deadlineMs = performance.now() + catchUpMs;
  while (performance.now() < deadlineMs) {
    const [row] = await keeper.query<{ passed: boolean }>(`
      select coalesce(bool_and(rebuild.position >= live.position or rebuild.stream_created <> live.stream_created), true) as passed
      from ${schemas.live}.projections live left join ${schemas.rebuild}.projections rebuild using (name)`);
    if (row!.passed) return true;
    await delay(5);
  }
  return false;
};

/** Time-out of a statement or a lock, deadlock. Ref: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const isInTheWay = (error: unknown): boolean => {
  const told = error instanceof DatabaseError ? error : (error as Error).cause;
  return told instanceof DatabaseError && ['57014', '55P03', '40P01'].includes(told.code ?? '');
};
