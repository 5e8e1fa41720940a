import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@tickettape/testing';
import type { Fault } from '../plan/fault.js';
import { measureTakeOver } from './take-over.js';
import { otherOf, replicaNames, type Replica } from './replicas.js';
import { cutSessions, holdBatch, writerOf } from './sessions.js';
import type { World } from './world.js';

/** What came of a fault. */
export type Injected = {
  /** Milliseconds; null where nothing was measured. */
  takeOverMs: number | null;
  /** There was nothing to do it to just then. */
  missed?: boolean;
  /** Whether a transaction was under way in the database when the process was killed. */
  midBatch?: boolean;
};

const nothingMeasured: Injected = { takeOverMs: null };

/** Does it and puts everything back; resolves when what was ended runs again. */
export const inject = (fault: Fault, world: World): Promise<Injected> => {
  switch (fault.kind) {
    case 'storage killed':
      return killStorage(fault, world);
    case 'storage killed mid-batch':
      return killMidBatch(fault, world);
    case 'storage stopped':
      return stopStorage(fault, world);
    case 'storage frozen':
      return freezeStorage(fault, world);
    case 'NATS killed':
      return upheaval(
        world,
        () => world.nats.kill9(),
        () => world.nats.restart(),
        fault.downMs,
      );
    case 'PostgreSQL fast':
    case 'PostgreSQL immediate':
    case 'PostgreSQL kill':
      return upheaval(
        world,
        () => world.postgres.end(fault.how),
        () => world.postgres.restart(),
        fault.downMs,
      );
    case 'backend killed':
      return killBackend(world);
    case 'sessions cut':
      return upheaval(
        world,
        () => cutSessions(world),
        async () => undefined,
        0,
      );
  }
};

type Of<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

const killStorage = async ({ victim, downMs }: Of<'storage killed'>, world: World): Promise<Injected> => {
  const active = await world.replicas.active();
  const victims: readonly Replica[] = victim === 'both' ? replicaNames : [victim === 'active' ? active : otherOf(active)];
  const kill = async () => void (await Promise.all(victims.map((name) => world.replicas.kill(name))));
  if (victim !== 'active') return kill().then(() => startAgain(world, victims, downMs));
  const takeOverMs = await measureTakeOver(world, active, kill);
  return startAgain(world, victims, downMs, { takeOverMs });
};

const killMidBatch = async ({ heldMs, downMs }: Of<'storage killed mid-batch'>, world: World): Promise<Injected> => {
  const active = await world.replicas.active();
  let midBatch = false;
  const takeOverMs = await measureTakeOver(world, active, () =>
    holdBatch(world, async (isHeld) => {
      midBatch = isHeld;
      await world.replicas.kill(active);
      await delay(heldMs);
    }),
  );
  return startAgain(world, [active], downMs, { takeOverMs, midBatch });
};

const stopStorage = async ({ downMs }: Of<'storage stopped'>, world: World): Promise<Injected> => {
  const active = await world.replicas.active();
  let exitCode: number | null = null;
  const takeOverMs = await measureTakeOver(world, active, async () => void (exitCode = await world.replicas.stop(active)));
  if (exitCode !== 0) world.replicas.ownEnds.push(`storage ${active} was asked to stop and ended with exit code ${exitCode}`);
  return startAgain(world, [active], downMs, { takeOverMs });
};

const freezeStorage = async ({ frozenMs, cut }: Of<'storage frozen'>, world: World): Promise<Injected> => {
  const active = await world.replicas.active();
  world.replicas.signal(active, 'SIGSTOP');
  try {
    if (!cut) return nothingMeasured;
    return { takeOverMs: await measureTakeOver(world, active, () => cutSessions(world)) };
  } finally {
    await delay(frozenMs);
    world.replicas.signal(active, 'SIGCONT');
  }
};

const killBackend = async (world: World): Promise<Injected> => {
  const pid = await until(() => writerOf(world), { timeoutMs: 5_000 }).catch(() => null);
  if (pid === null) return { ...nothingMeasured, missed: true };
  const kill = async () => void process.kill(pid, 'SIGKILL');
  return upheaval(world, kill, () => until(() => isGone(world, pid), { timeoutMs: 30_000, label: 'PostgreSQL has recovered' }), 0);
};

const isGone = async ({ database }: World, pid: number): Promise<boolean> =>
  (await database.pool.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 0;

const upheaval = async (
  { upheavals }: World,
  end: () => Promise<unknown>,
  restart: () => Promise<unknown>,
  downMs: number,
): Promise<Injected> => {
  upheavals.begun += 1;
  await end();
  await delay(downMs);
  await restart();
  upheavals.ended += 1;
  return nothingMeasured;
};

const startAgain = async (world: World, names: readonly Replica[], downMs: number, injected = nothingMeasured): Promise<Injected> => {
  await delay(downMs);
  await Promise.all(names.map((name) => world.replicas.start(name)));
  return injected;
};
