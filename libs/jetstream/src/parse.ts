import { AppError } from '@tickettape/errors';
import { z } from 'zod';

type Readable = { subject: string; json(): unknown };

/** The only way in: what a handler receives has already met its contract. Throws MESSAGE_INVALID, also when the body is not JSON. */
export const parseMessage = <Schema extends z.ZodType>(schema: Schema, message: Readable): z.output<Schema> => {
  try {
    return schema.parse(message.json());
  } catch (cause) {
    throw new AppError('MESSAGE_INVALID', { cause, detail: `${message.subject}: ${reasonOf(cause)}` });
  }
};

/** Which fields and which rule; never the content. */
const reasonOf = (cause: unknown): string =>
  cause instanceof z.ZodError
    ? cause.issues
        .slice(0, 3)
        .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
        .join('; ')
    : 'the body is not JSON';
