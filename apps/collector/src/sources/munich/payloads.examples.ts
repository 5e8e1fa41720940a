import { readFileSync } from 'node:fs';

/** A payload of our own making in the shape of the office's. */
export const payload = (name: string): unknown => JSON.parse(readFileSync(new URL(`./payloads/${name}`, import.meta.url), 'utf8'));
