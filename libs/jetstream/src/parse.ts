import { bookName, bookOfSubject } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';

type Readable = { subject: string; json(): unknown };

/**
 * The only way in: what a handler receives has already met its contract, and stands on the subject of the book it tells of, whose last sequence
 * is the book's lock. Throws MESSAGE_INVALID, also when the body is not JSON.
 */
export const parseMessage = <Schema extends z.ZodType>(schema: Schema, message: Readable): z.output<Schema> => {
  const value = parse(schema, message);
  const [place, told] = [bookOfSubject(message.subject), bookIn(value)];
  if (place === null || told === null || bookName(place) === told) return value;
  throw new AppError('MESSAGE_INVALID', { detail: `${message.subject}: it tells of ${told}` });
};

const parse = <Schema extends z.ZodType>(schema: Schema, message: Readable): z.output<Schema> => {
  try {
    return schema.parse(message.json());
  } catch (cause) {
    throw new AppError('MESSAGE_INVALID', { cause, detail: `${message.subject}: ${reasonOf(cause)}` });
  }
};

/** The book a fact tells of; null for anything else. */
const bookIn = (value: unknown): string | null => {
  const { source, eventId } = (value as { data?: { source?: unknown; eventId?: unknown } } | null)?.data ?? {};
  return typeof source === 'string' && typeof eventId === 'string' ? bookName({ source, eventId }) : null;
};

/** Which fields and which rule; never the content. */
const reasonOf = (cause: unknown): string =>
  cause instanceof z.ZodError
    ? cause.issues
        .slice(0, 3)
        .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
        .join('; ')
    : 'the body is not JSON';
