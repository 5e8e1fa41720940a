import { AppError } from '@tickettape/errors';
import { connectTape, ensureStreams, natsAccess, openBucket } from '@tickettape/jetstream';
import type { CollectorConfig } from '../config.js';
import { HostGates } from '../politeness/host-gates.js';
import { freshHost, type HostState } from '../politeness/host-state.js';
import { HostStates } from '../politeness/host-states.js';
import { Ledger } from '../politeness/ledger.js';
import { ServerClock } from '../politeness/server-clock.js';
import { unknownState } from '../politeness/source-state.js';
import { SourceStates } from '../politeness/source-states.js';

export type TryGates = { gates: HostGates; refuseIfPaused: (source: string) => Promise<void>; close: () => Promise<void> };

/** Gates whose budget the collectors at `natsUrl` share, as another replica of them. */
export const sharedGates = async (config: CollectorConfig, natsUrl: string): Promise<TryGates> => {
  const { nc, js, jsm } = await connectTape({ ...natsAccess(config), servers: natsUrl, name: 'tape source try', waitForServer: false });
  if (!config.TAPE_DECLARED) await ensureStreams(jsm, ['SWEEPS', 'REQUESTS']);
  const states = new SourceStates(await openBucket(nc, 'SOURCES', config.TAPE_DECLARED));
  const hosts = new HostStates(await openBucket(nc, 'BUDGETS', config.TAPE_DECLARED), Math.random);
  const ledger = new Ledger(js, jsm);
  const clock = new ServerClock(jsm);
  await clock.onModuleInit();
  return {
    gates: new HostGates(hosts, states, ledger, clock, config, Math.random),
    refuseIfPaused: async (source) => {
      const { paused, detail } = await states.read(source);
      if (paused) throw new AppError('SOURCE_PAUSED', { detail: `${source}: ${detail}` });
    },
    close: async () => {
      clock.onModuleDestroy();
      await ledger.settled();
      await nc.close();
    },
  };
};

/** Gates of this process alone: the same floors, delays and budgets, with nobody to share them with. */
export const ownGates = (config: CollectorConfig): TryGates => {
  const known = new Map<string, HostState>();
  const stateOf = (host: string) => known.get(host) ?? freshHost;
  const hosts: ConstructorParameters<typeof HostGates>[0] = {
    read: async (host) => stateOf(host),
    change: async (host, step) => {
      const { state, result } = step(stateOf(host));
      known.set(host, state);
      return result;
    },
  };
  const now = { now: () => performance.timeOrigin + performance.now() };
  const gates = new HostGates(hosts, { read: async () => unknownState }, { record: () => undefined }, now, config, Math.random);
  return { gates, refuseIfPaused: async () => undefined, close: async () => undefined };
};
