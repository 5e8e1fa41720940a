import { streamSubjects } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { defaultTarget } from './default-target.js';

/** First tokens of what the tape itself stores. */
const tapeTokens = new Set<string>(
  Object.values(streamSubjects).flatMap((patterns) => patterns.map((pattern) => pattern.split('.', 1)[0]!)),
);

/**
 * Turns `replay.>` into the subject of each message: `replay.book.stubhub.1`.
 * Throws REQUEST_INVALID for anything that could reach the tape or the server itself.
 */
export const replaySubject = (pattern: string): ((subject: string) => string) => {
  const prefix = /^([A-Za-z0-9][\w-]*(?:\.[\w-]+)*)\.>$/.exec(pattern)?.[1];
  if (prefix === undefined) throw refused(pattern, `Write a prefix of letters, digits, - or _ that ends in .>, such as ${defaultTarget}`);
  if (tapeTokens.has(prefix.split('.', 1)[0]!))
    throw refused(pattern, `The tape itself listens there; take another prefix, such as ${defaultTarget}`);
  return (subject) => `${prefix}.${subject}`;
};

const refused = (pattern: string, fix: string): AppError =>
  new AppError('REQUEST_INVALID', { detail: `a replay cannot go to ${pattern}`, fix });
