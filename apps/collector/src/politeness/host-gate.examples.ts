import type { RequestRecord } from '@tickettape/contracts';
import { budgetOf, type BudgetSettings } from './budget.js';
import { HostGate, type HostGateSettings } from './host-gate.js';
import { freshHost, type HostState } from './host-state.js';
import { paceOf } from './pace.js';

export type AGate = { gate: HostGate; records: RequestRecord[]; state: () => HostState; pause: () => void };

type Told = Partial<Pick<HostGateSettings, 'gapMs' | 'speed'>> & { limits?: BudgetSettings };

/** A gate of a host on this machine, alone with its state, that waits as little as it is told to. */
export const aGate = ({ gapMs = () => 0, speed = 100_000, limits = {} }: Told = {}): AGate => {
  let state = freshHost;
  let isPaused = false;
  const records: RequestRecord[] = [];
  const gate = new HostGate({
    host: '127.0.0.1:1',
    budget: budgetOf('127.0.0.1', paceOf('127.0.0.1', speed), limits),
    gapMs,
    speed,
    replica: 'spec',
    hosts: {
      read: async () => state,
      change: async (_, step) => {
        const next = step(state);
        state = next.state;
        return next.result;
      },
    },
    ledger: { record: (record) => void records.push(record) },
    now: () => performance.timeOrigin + performance.now(),
    isPaused: async () => isPaused,
  });
  return { gate, records, state: () => state, pause: () => void (isPaused = true) };
};
