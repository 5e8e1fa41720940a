import { readFileSync } from 'node:fs';

/** A payload of our own making in the documented shape. */
export const payload = (name: string): string => readFileSync(new URL(`./payloads/${name}`, import.meta.url), 'utf8');
