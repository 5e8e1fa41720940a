import type { Statement } from '../database/statement.js';

/** What the database and the configuration allow for old looks. */
export type EditionPlan = {
  /** `own-job`: storage drops chunks itself. `policy`: TimescaleDB does. */
  retention: 'off' | 'own-job' | 'policy';
  /** `not-in-this-edition`: asked for, and only the Community edition can. */
  compression: 'off' | 'policy' | 'not-in-this-edition';
};

type Wishes = { retentionDays: number | null; compressAfterDays: number | null };

/** `license` as `show timescaledb.license` tells it: only `timescale` is the Community edition. */
export const planEdition = (license: string, { retentionDays, compressAfterDays }: Wishes): EditionPlan => {
  const isCommunity = license === 'timescale';
  return {
    retention: retentionDays === null ? 'off' : isCommunity ? 'policy' : 'own-job',
    compression: compressAfterDays === null ? 'off' : isCommunity ? 'policy' : 'not-in-this-edition',
  };
};

const statement = (name: string, text: string, values: unknown[] = []): Statement => ({ name, text, values });

/**
 * Brings the policies of the Community edition to the plan; none for the Apache edition, which refuses them all.
 * Ref: https://docs.timescale.com/api/latest/hypercore/ (2.18 and newer).
 */
export const policyStatements = (plan: EditionPlan, wishes: Wishes, license: string): Statement[] => {
  if (license !== 'timescale') return [];
  return [
    statement('no-retention-policy', `select remove_retention_policy('sweeps', if_exists => true)`),
    statement('no-columnstore-policy', `call remove_columnstore_policy('sweeps', if_exists => true)`),
    ...(plan.retention === 'policy' ? [addRetention(wishes.retentionDays!)] : []),
    ...(plan.compression === 'policy' ? addColumnstore(wishes.compressAfterDays!) : []),
  ];
};

const addRetention = (days: number): Statement =>
  statement('retention-policy', `select add_retention_policy('sweeps', drop_after => make_interval(days => $1))`, [days]);

const addColumnstore = (days: number): Statement[] => [
  statement(
    'columnstore',
    `alter table sweeps set (timescaledb.enable_columnstore, timescaledb.segmentby = 'source, event_id', timescaledb.orderby = 'observed_at, sequence')`,
  ),
  statement('columnstore-policy', `call add_columnstore_policy('sweeps', after => make_interval(days => $1))`, [days]),
];
