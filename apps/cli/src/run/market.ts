import { isLoopback } from '@tickettape/config';
import { AppError } from '@tickettape/errors';

type Env = Readonly<Record<string, string | undefined>>;

/** What is watched: the simulator, or a source somebody named. */
export type Market =
  | { kind: 'simulator'; /** null for the simulator's own sheet. */ sheet: string | null }
  | { kind: 'given'; sourceUrl: string; sheet: string; onThisMachine: boolean };

export type MarketOptions = { sheet?: string | undefined; sourceUrl?: string | undefined };

/**
 * Decides before anything starts. Throws CONFIG_INVALID for a source without a sheet: the simulator's events exist nowhere else.
 * Throws SOURCE_UNAUTHORIZED for a source outside this machine that nobody authorised.
 */
export const chooseMarket = ({ sheet, sourceUrl }: MarketOptions, env: Env): Market => {
  if (sourceUrl === undefined) return { kind: 'simulator', sheet: sheet ?? null };
  const url = URL.parse(sourceUrl);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new AppError('CONFIG_INVALID', { detail: '--source-url: must be an http or https address' });
  if (sheet === undefined)
    throw new AppError('CONFIG_INVALID', {
      detail: '--sheet: required with --source-url',
      fix: 'Name a CSV file, a CSV export address or a Google sheet id with --sheet; it says which events to look at',
    });
  const onThisMachine = isLoopback(url.hostname);
  const missing = ['SOURCE_AUTHORIZED_BY', 'CONTACT'].filter((variable) => !env[variable]);
  if (!onThisMachine && missing.length > 0)
    throw new AppError('SOURCE_UNAUTHORIZED', { detail: `${url.hostname} (${missing.join(' and ')} not set)` });
  return { kind: 'given', sourceUrl, sheet, onThisMachine };
};
