import { isLoopback } from '@tickettape/config';
import { AppError } from '@tickettape/errors';
import type { CollectorConfig } from '../config.js';
import type { HostGates } from '../politeness/host-gates.js';
import { sharedPace } from '../politeness/host-pace.js';
import { paceOf } from '../politeness/pace.js';
import { noDesk, type CaptchaDesk } from './captcha-desk.js';
import { addressOf, type PaceSettings } from './configuration/entry.js';
import { headersOf, placesBeside, readSecret, type SecretPlaces } from './configuration/headers.js';
import { readSources } from './configuration/read-sources.js';
import type { KindEntry } from './configuration/sources-file.js';
import type { Opening } from './kind.js';
import { kinds } from './kinds.js';
import type { Source, Sources } from './source.js';

export type SourceSurroundings = {
  now: () => number;
  gates: Pick<HostGates, 'open'>;
  env: Readonly<Record<string, string | undefined>>;
  /** Default: nobody solves captchas. */
  desk?: CaptchaDesk;
};

/**
 * The sources that are configured: the one of the environment, and those of the file. Throws SOURCES_INVALID for a file that is not understood,
 * SOURCE_UNAUTHORIZED for a source elsewhere that nobody answers for, CONFIG_INVALID where a secret cannot be read.
 */
export const openSources = async (config: CollectorConfig, { now, gates, env, desk = noDesk }: SourceSurroundings): Promise<Sources> => {
  const own = ownEntry(config).map((entry) => ({ entry, places: { folder: process.cwd(), env } }));
  const all = [...own, ...(await entriesInFile(config, env))];
  refuseTwins(all.map(({ entry }) => entry.name));
  const paces = pacesByHost(all.map(({ entry }) => entry));
  const opened = await Promise.all(
    all.map(async ({ entry, places }) => {
      const url = authorisedAddress(entry);
      const pace = paceOf(url.hostname, config.INTERVAL_SPEED);
      const gate = gates.open(url, paces.get(url.host));
      const secret: Opening<object>['secret'] = (place, what) => readSecret(place, places, `${what} of source ${entry.name}`);
      return kindOf(entry).open({ entry, headers: await headersOf(entry, places), pace, gate, desk, now, secret });
    }),
  );
  return new Map(opened.map((source: Source) => [source.name, source]));
};

type Placed = { entry: KindEntry; places: SecretPlaces };

const entriesInFile = async ({ SOURCES_FILE, CONTACT }: CollectorConfig, env: SecretPlaces['env']): Promise<Placed[]> => {
  if (SOURCES_FILE === undefined) return [];
  const entries = await readSources(SOURCES_FILE);
  return entries.map((entry) => ({ entry: { ...entry, contact: entry.contact ?? CONTACT }, places: placesBeside(SOURCES_FILE, env) }));
};

/** What the environment says of a source, as an entry. */
const ownEntry = ({ SOURCE_URL, SOURCE_METHOD, SOURCE_AUTHORIZED_BY, SOURCE_HEADERS_FILE, CONTACT }: CollectorConfig): KindEntry[] =>
  SOURCE_URL === undefined
    ? []
    : [
        {
          name: 'stubhub',
          kind: 'stubhub-pro',
          url: SOURCE_URL.href,
          method: SOURCE_METHOD,
          authorizedBy: SOURCE_AUTHORIZED_BY,
          contact: CONTACT,
          headers: {},
          headersFile: SOURCE_HEADERS_FILE,
          pace: {},
        },
      ];

const refuseTwins = (names: readonly string[]): void => {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined)
    throw new AppError('SOURCES_INVALID', { detail: `two sources are named ${twin}; the one of SOURCE_URL is named stubhub` });
};

/** Somebody answers for every access elsewhere. */
const authorisedAddress = ({ name, url, authorizedBy, contact }: KindEntry): URL => {
  const address = addressOf(url)!;
  const answeredFor = authorizedBy !== undefined && contact !== undefined;
  if (!answeredFor && !isLoopback(address.hostname)) throw new AppError('SOURCE_UNAUTHORIZED', { detail: `source ${name}` });
  return address;
};

const pacesByHost = (entries: readonly KindEntry[]): Map<string, PaceSettings> => {
  const paces = new Map<string, PaceSettings>();
  for (const entry of entries) {
    const { host } = addressOf(entry.url)!;
    paces.set(host, sharedPace(paces.get(host) ?? {}, { ...kindOf(entry).pace, ...entry.pace }));
  }
  return paces;
};

const kindOf = ({ kind }: KindEntry) => kinds.find(({ name }) => name === kind)!;
