import { readFileSync } from 'node:fs';
import type { Reply } from '../exchange.js';

/** A payload of our own making, as text. */
export const payload = (file: string): string => readFileSync(new URL(`./payloads/${file}`, import.meta.url), 'utf8');

/** An answer with status 200, unless told otherwise. */
export const aReply = (told: Partial<Reply> = {}): Reply => ({
  kind: 'reply',
  status: 200,
  location: null,
  retryAfter: null,
  body: '[]',
  ...told,
});
