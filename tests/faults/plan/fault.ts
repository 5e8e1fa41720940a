import type { PostgresEnd } from '@tickettape/testing';
import type { Dice } from './dice.js';

/** What is done to a process. `active` is the replica of storage that writes `sweeps`; `downMs` is the time until it is started again. */
export type Fault =
  | { target: 'storage'; kind: 'storage killed'; victim: 'active' | 'stand-by' | 'both'; downMs: number }
  /** While its transaction is under way in the database, which goes on with it for `heldMs`. */
  | { target: 'storage'; kind: 'storage killed mid-batch'; heldMs: number; downMs: number }
  | { target: 'storage'; kind: 'storage stopped'; downMs: number }
  /** It neither runs nor ends for a while; where `cut`, the database ends its sessions meanwhile and the stand-by takes over. */
  | { target: 'storage'; kind: 'storage frozen'; frozenMs: number; cut: boolean }
  | { target: 'nats'; kind: 'NATS killed'; downMs: number }
  | { target: 'postgres'; kind: `PostgreSQL ${PostgresEnd}`; how: PostgresEnd; downMs: number }
  /** kill -9 of the session that writes `sweeps`: PostgreSQL ends all others and recovers. */
  | { target: 'postgres'; kind: 'backend killed' }
  | { target: 'postgres'; kind: 'sessions cut' };

export type Target = Fault['target'];

const downMs = (dice: Dice): number => dice.below(dice.chance(0.3) ? 1_500 : 300);

const killedActive = (dice: Dice): Fault => ({ target: 'storage', kind: 'storage killed', victim: 'active', downMs: downMs(dice) });
const killedMidBatch = (dice: Dice): Fault => ({
  target: 'storage',
  kind: 'storage killed mid-batch',
  heldMs: dice.below(300),
  downMs: downMs(dice),
});
const natsKilled = (dice: Dice): Fault => ({ target: 'nats', kind: 'NATS killed', downMs: downMs(dice) });
const postgresEnded = (dice: Dice): Fault => {
  const how = dice.pick(['fast', 'immediate', 'kill'] as const);
  return { target: 'postgres', kind: `PostgreSQL ${how}`, how, downMs: downMs(dice) };
};

const others: readonly ((dice: Dice) => Fault)[] = [
  killedActive,
  killedMidBatch,
  natsKilled,
  postgresEnded,
  (dice) => ({ target: 'storage', kind: 'storage killed', victim: dice.pick(['stand-by', 'both'] as const), downMs: downMs(dice) }),
  (dice) => ({ target: 'storage', kind: 'storage stopped', downMs: downMs(dice) }),
  (dice) => ({ target: 'storage', kind: 'storage frozen', frozenMs: dice.between(200, 2_000), cut: dice.chance(0.6) }),
  () => ({ target: 'postgres', kind: 'backend killed' }),
  () => ({ target: 'postgres', kind: 'sessions cut' }),
];

/** Each kind of process is hit at least once, and a few are hit again. */
export const anyFaults = (dice: Dice): Fault[] => [
  killedActive(dice),
  killedMidBatch(dice),
  natsKilled(dice),
  postgresEnded(dice),
  ...Array.from({ length: dice.between(2, 4) }, () => dice.pick(others)(dice)),
];
