import { readFileSync } from 'node:fs';

/** The version of this service, as it tells it to sources. */
export const version = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
