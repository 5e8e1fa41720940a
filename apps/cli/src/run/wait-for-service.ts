import { AppError } from '@tickettape/errors';
import { waitUntil } from '@tickettape/local-stack';
import { askReadiness, type Readiness } from '../services/readiness.js';

/** Resolves when `url` says it is ready. Throws SERVICE_UNAVAILABLE with what it waits for when that takes longer than `timeoutMs`. */
export const waitForService = (name: string, url: string, timeoutMs = 60_000): Promise<void> =>
  waitUntil(async () => {
    const readiness = await askReadiness(url);
    if (readiness.state !== 'ready') throw new AppError('SERVICE_UNAVAILABLE', { detail: `${name} ${inWords(readiness)}`, fix });
  }, timeoutMs);

const fix = 'Look at the log of the service; where what an earlier run stored may go, begin anew with `npm start -- --fresh`';

const inWords = (readiness: Exclude<Readiness, { state: 'ready' }>): string =>
  readiness.state === 'silent' ? `is silent (${readiness.why})` : `waits for ${readiness.waitsFor}`;

/** As `waitForService`, for the simulator, which is ready as soon as it is alive. */
export const waitForMarketplace = (url: string, timeoutMs = 30_000): Promise<void> =>
  waitUntil(async () => {
    const { ok } = await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(2000) });
    if (!ok) throw new AppError('SERVICE_UNAVAILABLE', { detail: 'marketplace' });
  }, timeoutMs);
