import { AppError } from '@tickettape/errors';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { version } from '../../version.js';
import type { Entry, SecretPlace } from './entry.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Where secrets are looked for: relative paths start at `folder`. */
export type SecretPlaces = { folder: string; env: Env };

export const placesBeside = (file: string, env: Env): SecretPlaces => ({ folder: dirname(resolve(file)), env });

/**
 * Says who asks and how to reach them; the secrets of the operator come on top and cannot change that. Throws CONFIG_INVALID, which names the header
 * and never its value.
 */
export const headersOf = async (entry: Entry, places: SecretPlaces): Promise<Record<string, string>> => ({
  ...(entry.headersFile === undefined ? {} : await headersIn(entry, resolve(places.folder, entry.headersFile))),
  ...(await secretHeaders(entry, places)),
  'User-Agent': userAgent(entry.contact),
});

export const userAgent = (contact: string | undefined): string =>
  contact === undefined ? `tickettape/${version}` : `tickettape/${version} (+${contact})`;

const Value = z.string().regex(/^[\t\x20-\x7e]*$/);
const SecretHeaders = z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), Value);

const headersIn = async ({ name }: Entry, file: string): Promise<Record<string, string>> => {
  try {
    const headers = SecretHeaders.parse(JSON.parse(await readFile(file, 'utf8')));
    return Object.fromEntries(Object.entries(headers).filter(([header]) => header.toLowerCase() !== 'user-agent'));
  } catch {
    throw new AppError('CONFIG_INVALID', {
      detail: `the file of headers of source ${name} must be a JSON file of header names and values`,
    });
  }
};

const secretHeaders = async ({ name, headers }: Entry, places: SecretPlaces): Promise<Record<string, string>> => {
  const read = Object.entries(headers).map(
    async ([header, place]) => [header, await readSecret(place, places, `header ${header} of source ${name}`)] as const,
  );
  return Object.fromEntries(await Promise.all(read));
};

/** One line that stands elsewhere. Throws CONFIG_INVALID, which names `what` and where it should be, and never the value. */
export const readSecret = async (place: SecretPlace, { folder, env }: SecretPlaces, what: string): Promise<string> => {
  const text = 'env' in place ? env[place.env] : await readFile(resolve(folder, place.file), 'utf8').catch(() => undefined);
  if (text === undefined) throw missing(place, folder, what);
  const value = Value.safeParse(text?.replace(/\r?\n$/, ''));
  if (value.success && value.data !== '') return value.data;
  const where = 'env' in place ? `the environment variable ${place.env}` : `the file ${place.file}`;
  throw new AppError('CONFIG_INVALID', { detail: `${what}: ${where} must hold one line of printable ASCII` });
};

const missing = (place: SecretPlace, folder: string, what: string): AppError =>
  'env' in place
    ? new AppError('CONFIG_INVALID', {
        detail: `${what}: the environment variable ${place.env} is not set`,
        fix: `Set ${place.env} for the collector, or for this command`,
      })
    : new AppError('CONFIG_INVALID', {
        detail: `${what}: the file ${place.file} cannot be read`,
        fix: `Put it at ${resolve(folder, place.file)}, where the collector may read it`,
      });
