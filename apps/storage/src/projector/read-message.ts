import type { JsMsg } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import { parseMessage } from '@tickettape/jetstream';
import type { z } from 'zod';
import type { Gap } from '../gaps/gap.js';
import type { Recorded } from './projection.js';

/** Why a message could not become rows. */
export type Rejection = { reason: Extract<Gap['reason'], 'message-invalid' | 'message-refused'>; detail: string };

/** A message as it was read: a fact, or one that cannot become rows. */
export type Incoming<Fact> = { message: JsMsg } & ({ recorded: Recorded<Fact> } | { rejection: Rejection });

export const readMessage = <Fact>(schema: z.ZodType<Fact>, message: JsMsg): Incoming<Fact> => {
  try {
    const fact = parseMessage(schema, message);
    return { message, recorded: { fact, position: message.seq, subject: message.subject, storedAt: storedAt(message) } };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    return { message, rejection: { reason: 'message-invalid', detail: error.message } };
  }
};

/** When the stream stored it, to the millisecond. */
export const storedAt = (message: JsMsg): string => message.time.toISOString();

/** The row that says what the tables miss because of it. */
export const gapOf = (message: JsMsg, { reason, detail }: Rejection): Gap => ({
  stream: message.info.stream,
  position: message.seq,
  subject: message.subject,
  reason,
  detail,
  at: storedAt(message),
});
