import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CollectorConfig } from '../../config.js';
import { aGate } from '../../politeness/host-gate.examples.js';
import type { Source, Sources } from '../source.js';
import { openSources } from '../sources.js';

/** A payload of our own making, as text. */
export const pagePayload = (file: string): string => readFileSync(new URL(`./payloads/${file}`, import.meta.url), 'utf8');

/** The sources of a file, with gates that wait for nothing. */
export const configuredSources = (
  file = fileURLToPath(new URL('./payloads/sources.yaml', import.meta.url)),
  env: Readonly<Record<string, string>> = {},
): Promise<Sources> =>
  openSources(CollectorConfig.parse({ SOURCES_FILE: file }), { now: Date.now, gates: { open: () => aGate().gate }, env });

export const configuredSource = async (name: string, file?: string): Promise<Source> => (await configuredSources(file)).get(name)!;
