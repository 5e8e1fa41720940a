import { createHash } from 'node:crypto';

/** The first 8 hexadecimal digits of the SHA-256 of what a fact says: the same content gives the same id, another content another. */
export const contentHash = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
