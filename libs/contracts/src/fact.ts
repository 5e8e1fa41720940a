import { z } from 'zod';

/**
 * A domain event as it lies on the tape: a CloudEvents 1.0 JSON document in structured mode, readable in the NATS CLI and complete in an export.
 * `id` is derived from the fact and its content, never random, so that publishing it again is recognised as the same fact.
 * `type` ends with the version; a published shape is never edited, a new version is added beside it.
 * Ref: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export const defineFact = <Type extends string, Data extends z.ZodObject>(type: Type, data: Data) =>
  z
    .object({
      specversion: z.literal('1.0'),
      id: z.string().min(1),
      /** The service that stated the fact, e.g. `/tickettape/collector`. */
      source: z.string().min(1),
      type: z.literal(type),
      /** What the fact is about, e.g. `stubhub/5958508`. */
      subject: z.string().min(1),
      /** When it was observed or decided, UTC, by our clock; nothing downstream rewrites it. */
      time: z.iso.datetime(),
      datacontenttype: z.literal('application/json'),
      data,
    })
    .meta({ id: type });

/** A fact before it is published: what is left to the envelope is the same for every fact. */
export const envelope = <Type extends string, Data>(
  type: Type,
  { id, source, subject, time }: { id: string; source: string; subject: string; time: string },
  data: Data,
) => ({ specversion: '1.0' as const, id, source, type, subject, time, datacontenttype: 'application/json' as const, data });
