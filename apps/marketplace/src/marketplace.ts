import { clockOf, type Clock } from './clock/clock.js';
import { ArmedFaults } from './faults/armed-faults.js';
import { Gatekeeper } from './limit/gatekeeper.js';
import type { Options } from './options.js';
import { World } from './scenario/world.js';
import { AnswerLog } from './truth/answer-log.js';

export type Settings = Pick<Options, 'seed' | 'speed' | 'events' | 'faults' | 'sheetFlaws'> & Partial<Pick<Options, 'pageSize' | 'limit'>>;

/** One run of the simulator. */
export type Marketplace = {
  settings: Settings;
  clock: Clock;
  world: World;
  faults: ArmedFaults;
  answers: AnswerLog;
  gatekeeper: Gatekeeper;
};

export const openMarketplace = (settings: Settings, epoch: Date, realNow: () => Date = () => new Date()): Marketplace => ({
  settings,
  clock: clockOf(epoch, settings.speed, realNow),
  // One event more than are tracked: the row that is switched off.
  world: new World(settings.seed, settings.events + 1),
  faults: new ArmedFaults(),
  answers: new AnswerLog(),
  gatekeeper: new Gatekeeper(settings.limit ?? null, () => realNow().getTime()),
});

/** Whether somebody follows this event; the event of the last slot is in the sheet, but switched off. */
export const isFollowed = ({ settings }: Marketplace, { slot }: { slot: number }): boolean => slot < settings.events;
