import { resolve } from 'node:path';
import type { ServiceName } from '../services/names.js';
import type { Terminal } from '../terminal.js';
import type { SystemPlan } from './local-system.js';
import { chooseMarket, type Market } from './market.js';
import { locateSheet } from './sheet-location.js';

/** What every command that may start a system can be told about its market. */
export type MarketChoice = { sheet?: string; sourceUrl?: string; sources?: string; speed: number; seed?: number };

/** Decides what to start. Throws before anything is started when the choice makes no sense. */
export const planOf = (
  { fresh = false, seed, speed, sources, ...choice }: MarketChoice & { fresh?: boolean },
  { env, folder }: Terminal,
  services: readonly ServiceName[],
): SystemPlan => ({
  market: located(chooseMarket(choice, env), folder),
  sourcesFile: sources === undefined ? null : resolve(folder, sources),
  speed,
  seed: seed ?? null,
  fresh,
  services,
});

const located = (market: Market, folder: string): Market => {
  if (market.kind === 'given') return { ...market, sheet: locateSheet(market.sheet, folder) };
  return { ...market, sheet: market.sheet === null ? null : locateSheet(market.sheet, folder) };
};
