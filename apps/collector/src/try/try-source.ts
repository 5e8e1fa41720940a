import type { TryReport } from '@tickettape/admin-answers';
import { BookKey } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { readFile } from 'node:fs/promises';
import { CollectorConfig } from '../config.js';
import { openSources } from '../sources/sources.js';
import { closeSources, type Source, type Sources } from '../sources/source.js';
import { ownGates, sharedGates } from './gates.js';
import { reportOf } from './report.js';

export type TryRequest = {
  /** The file of sources. */
  config: string;
  eventId: string;
  /** Which of its sources; null where it has one. */
  source: string | null;
  /** A file with an answer to read instead of asking; null to ask. */
  fixture: string | null;
};

type Env = Readonly<Record<string, string | undefined>>;

const patienceMs = 180_000;

/**
 * Looks once, or reads one answer from a file, and publishes nothing. With NATS_URL the requests count against the budget that the collectors there
 * share. Throws SOURCES_INVALID, SOURCE_UNAUTHORIZED, SOURCE_PAUSED, CONFIG_INVALID.
 */
export const trySource = async (request: TryRequest, env: Env): Promise<TryReport> => {
  const config = CollectorConfig.parse({ SOURCES_FILE: request.config, CONTACT: env['CONTACT'] || undefined });
  const natsUrl = request.fixture === null ? env['NATS_URL'] || null : null;
  const { gates, refuseIfPaused, close } = natsUrl === null ? ownGates(config) : await sharedGates(config, natsUrl);
  let sources: Sources = new Map();
  try {
    sources = await openSources(config, { now: Date.now, gates, env });
    const source = chosen(sources, request);
    const key = keyOf(source, request.eventId);
    if (request.fixture !== null) return reportOf(source, key, source.read(key, [await textOf(request.fixture)], new Date().toISOString()));
    await refuseIfPaused(source.name);
    return reportOf(source, key, await source.look(key, { signal: AbortSignal.timeout(patienceMs) }));
  } finally {
    await closeSources(sources);
    await close();
  }
};

const chosen = (sources: Sources, { source: name, config }: TryRequest): Source => {
  const names = [...sources.keys()];
  const source = name === null ? (names.length === 1 ? sources.get(names[0]!) : undefined) : sources.get(name);
  if (source) return source;
  throw new AppError('NOT_FOUND', { detail: `which source of ${config}?`, fix: `Say --source ${names.join(' or ')}` });
};

const keyOf = (source: Source, eventId: string): BookKey => {
  const key = BookKey.safeParse({ source: source.name, eventId });
  if (key.success) return key.data;
  throw new AppError('REQUEST_INVALID', {
    detail: '--event must be 1 to 128 letters, digits, - or _',
    fix: 'Take the id as the sheet has it',
  });
};

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('NOT_FOUND', { cause, detail: path, fix: 'Save an answer of the source there, e.g. by your browser' });
  }
};
