import {
  AlertStreamFact,
  BookFact,
  CatalogFact,
  columnsJsonSchema,
  streamSubjects,
  SourceFact,
  SweepDue,
  tapeHeaders,
  WatchFact,
  type StreamName,
} from '@tickettape/contracts';
import { z } from 'zod';
import { code, page, table } from './markdown.js';

type JsonSchema = { type?: string | string[]; properties?: Record<string, JsonSchema>; required?: string[]; [key: string]: unknown };

const unions = { CATALOG: CatalogFact, BOOKS: BookFact, WATCHES: WatchFact, ALERTS: AlertStreamFact, SOURCES: SourceFact } as const;
const streams = Object.keys(unions) as (keyof typeof unions)[];

/** Columns are checked by a predicate, which only its own schema can describe. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (z.globalRegistry.get(zodSchema)?.id === 'Columns') Object.assign(jsonSchema, columnsJsonSchema);
    },
    io: 'output',
  }) as JsonSchema;

const typeOf = (fact: z.ZodObject): string => String((fact.shape['type'] as z.ZodLiteral).value);

const purpose: Record<StreamName, string> = {
  CATALOG: 'Which events are watched, and what the sheet says of them. Kept for ever.',
  BOOKS: 'What was seen, look by look: always exactly one fact per look. Kept for ever.',
  WATCHES: 'What people want to be told. Kept for ever.',
  ALERTS: 'When a watch began and ceased to hold, and what was delivered. Kept for ever.',
  SOURCES:
    'What people have to know of a source as a whole: that it needs a captcha token, and that it has one. Kept for ever; not part of an archive.',
  SWEEPS: 'Commands, not facts: which book is to be looked at when. A work queue with the stream’s own schedule.',
  REQUESTS: 'The ledger of requests: who asked which host when, with which result. Kept 14 days, at most 128 MB.',
  ANSWERS:
    'What sources answered, byte for byte, pages apart by U+001E; so that a mended mapper can read it again. Kept 7 days, at most 256 MB.',
  DEAD: 'What could not be handled, with its origin and the reason in headers. Kept 30 days.',
};

const fieldRows = (schema: JsonSchema): string[][] =>
  Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(name),
    describeType(field),
    (schema.required ?? []).includes(name) ? 'yes' : 'no',
  ]);

const describeType = (field: JsonSchema): string => {
  const variants = (field['anyOf'] ?? field['oneOf']) as JsonSchema[] | undefined;
  if (variants) return variants.map(describeType).join(' or ');
  if (field['enum']) return (field['enum'] as string[]).map(code).join(', ');
  if (field['const'] !== undefined) return code(field['const'] as string);
  if (field['$ref']) return (field['$ref'] as string).replace(/^.*\//, '');
  return [field.type ?? 'any'].flat().join(' or ');
};

const factBlock = (fact: z.ZodObject): string => {
  const data = jsonSchemaOf(fact.shape['data'] as z.ZodType);
  return [`### ${typeOf(fact)}`, table(['field of `data`', 'type', 'required'], fieldRows(data))].join('\n\n');
};

export const factsPage = (): string =>
  page(
    'Facts on the tape',
    'Every message is a CloudEvents 1.0 JSON document: `id` (also its `Nats-Msg-Id`), `source`, `type` with the version, `subject`, `time`, `data`.',
    'Money is in minor units of an ISO 4217 currency; `null` is "not told", never zero. A listing is `gone`: bought, withdrawn and hidden look the same from outside.',
    '## Streams',
    table(
      ['stream', 'subjects', 'holds'],
      (Object.keys(purpose) as StreamName[]).map((name) => [name, streamSubjects[name].map(code).join(', '), purpose[name]]),
    ),
    '## Headers',
    table(
      ['header', 'meaning'],
      Object.entries(headerMeaning).map(([name, meaning]) => [code(name), meaning]),
    ),
    ...streams.flatMap((name) => [`## ${name}`, ...(unions[name].options as unknown as z.ZodObject[]).map(factBlock)]),
    '## SWEEPS',
    table(['field of the body', 'type', 'required'], fieldRows(jsonSchemaOf(SweepDue))),
    '## Columns of a listing',
    table(
      ['column', 'type', 'always there'],
      Object.entries(columnsJsonSchema.properties).map(([name]) => [
        code(name),
        'array',
        (columnsJsonSchema.required as readonly string[]).includes(name) ? 'yes' : 'no',
      ]),
    ),
  );

const headerMeaning: Record<string, string> = {
  traceparent: 'W3C trace context of whoever published',
  'Nats-Msg-Id': 'The `id` of the fact; the server drops a second one within ten minutes',
  'Nats-Expected-Last-Subject-Sequence': 'The previous message of the same subject, as its writer knew it: the lock of the aggregate',
  [tapeHeaders.keyframe]: 'Stream sequence of the book’s last keyframe; absent on a keyframe and on a loss of coverage',
  [tapeHeaders.imported]: 'The message came from an archive; its stream sequence there. The notifier never tells anybody of it',
  [tapeHeaders.previous]:
    'On an imported message, in place of the expected sequence: the previous message of the same subject in this stream',
  [tapeHeaders.look]: 'In ANSWERS: stream sequence in BOOKS of the fact that was made of the answer',
  [tapeHeaders.deadStream]: 'In DEAD: the stream the message came from',
  [tapeHeaders.deadSequence]: 'In DEAD: its sequence there',
  [tapeHeaders.deadSubject]: 'In DEAD: its subject there',
  [tapeHeaders.deadReason]: 'In DEAD: why it could not be handled',
};

/** AsyncAPI 3.0: who can read what, for tools. */
export const asyncApi = (): string => {
  const facts = streams.flatMap((stream) => (unions[stream].options as unknown as z.ZodObject[]).map((fact) => ({ stream, fact })));
  const messages = Object.fromEntries(
    facts.map(({ fact }) => [
      typeOf(fact),
      { name: typeOf(fact), contentType: 'application/cloudevents+json', payload: jsonSchemaOf(fact) },
    ]),
  );
  const channels = Object.fromEntries(
    streams.flatMap((stream) =>
      streamSubjects[stream].map((address, index) => [
        index === 0 ? stream : `${stream}-${address.split('.', 1)[0]}`,
        {
          address,
          messages: Object.fromEntries(
            facts
              .filter((entry) => entry.stream === stream)
              .map(({ fact }) => [typeOf(fact), { $ref: `#/components/messages/${typeOf(fact)}` }]),
          ),
        },
      ]),
    ),
  );
  const info = { title: 'tickettape', version: '1', description: 'The tape on NATS JetStream' };
  return (
    JSON.stringify(
      { asyncapi: '3.0.0', info, defaultContentType: 'application/cloudevents+json', channels, components: { messages } },
      null,
      2,
    ) + '\n'
  );
};
