import { isLoopback } from '@tickettape/config';
import { AppError } from '@tickettape/errors';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CollectorConfig } from '../config.js';
import type { HostGates } from '../politeness/host-gates.js';
import { paceOf } from '../politeness/pace.js';
import { version } from '../version.js';
import type { Source, Sources } from './source.js';
import { createFeed } from './stubhub-pro/feed.js';
import { stubHubPro } from './stubhub-pro/stubhub-pro.js';

const listingsPath = '/api/Listing/GetCompListingsByEventId';

type Surroundings = { now: () => number; gates: Pick<HostGates, 'open'> };

/**
 * The sources that are configured. Throws SOURCE_UNAUTHORIZED for one elsewhere that nobody answers for, CONFIG_INVALID where the file of headers
 * cannot be read.
 */
export const openSources = async (config: CollectorConfig, { now, gates }: Surroundings): Promise<Sources> => {
  const pace = paceOf(config.SOURCE_URL.hostname, config.INTERVAL_SPEED);
  const answeredFor = config.SOURCE_AUTHORIZED_BY !== undefined && config.CONTACT !== undefined;
  if (!answeredFor && !isLoopback(config.SOURCE_URL.hostname)) throw new AppError('SOURCE_UNAUTHORIZED');
  const gate = gates.open(config.SOURCE_URL);
  const ask = createFeed({ url: listingsUrl(config.SOURCE_URL), method: config.SOURCE_METHOD, headers: await headersOf(config) });
  return byName([stubHubPro({ host: config.SOURCE_URL.host, pace, gate, ask, now })]);
};

const byName = (sources: Source[]): Sources => new Map(sources.map((source) => [source.name, source]));

/** A base address gets the path of the endpoint. */
const listingsUrl = (url: URL): URL =>
  url.pathname.endsWith('/GetCompListingsByEventId') ? url : new URL(`${url.pathname.replace(/\/+$/, '')}${listingsPath}`, url);

/** Says who asks and how to reach them; the secrets of the operator come on top and cannot change that. */
const headersOf = async ({ CONTACT, SOURCE_HEADERS_FILE }: CollectorConfig): Promise<Record<string, string>> => ({
  ...(SOURCE_HEADERS_FILE === undefined ? {} : await secretHeaders(SOURCE_HEADERS_FILE)),
  'User-Agent': CONTACT === undefined ? `tickettape/${version}` : `tickettape/${version} (+${CONTACT})`,
});

const SecretHeaders = z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/));

const secretHeaders = async (file: string): Promise<Record<string, string>> => {
  try {
    const headers = SecretHeaders.parse(JSON.parse(await readFile(file, 'utf8')));
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'user-agent'));
  } catch {
    throw new AppError('CONFIG_INVALID', { detail: 'SOURCE_HEADERS_FILE: must be a JSON file of header names and values' });
  }
};
