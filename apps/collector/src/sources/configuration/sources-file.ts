import { z } from 'zod';
import type { SourceKind } from '../kind.js';
import { kinds } from '../kinds.js';
import { describeShorthand } from '../pages/shorthand.js';
import { entryShape, type Entry } from './entry.js';

const entryOf = (kind: SourceKind) =>
  z
    .strictObject({ kind: z.literal(kind.name), ...entryShape, ...kind.settings })
    .superRefine((entry, context) => {
      for (const { path, message } of kind.complaints?.(entry as never) ?? []) context.addIssue({ code: 'custom', path, message });
    })
    .describe(kind.summary);

const [first, ...others] = kinds;
const names = kinds.map(({ name }) => name).join(', ');

const EntryOfAnyKind = z.discriminatedUnion('kind', [entryOf(first), ...others.map(entryOf)], {
  error: ({ code }) => (code === 'invalid_union' ? `kind must be one of ${names}` : undefined),
});

const hasNamesOnce = (entries: readonly { name: string }[]): boolean => new Set(entries.map(({ name }) => name)).size === entries.length;

/** The file of sources, as SOURCES_FILE names it. Most entries are checked by the schema of their kind. */
export const SourcesFile = z
  .strictObject({
    sources: z.array(EntryOfAnyKind).min(1).max(200).refine(hasNamesOnce, 'must not have two sources of one name'),
  })
  .meta({ title: 'The sources of tickettape' });

export type KindEntry = Entry & Record<string, unknown>;

/** What an editor checks the file by: the published `sources.schema.json`. */
export const sourcesFileSchema = (): object => z.toJSONSchema(SourcesFile, { io: 'input', override: describeShorthand });
