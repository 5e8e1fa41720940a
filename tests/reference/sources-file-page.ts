import type { z } from 'zod';
import { entryShape, PaceSettings } from '../../apps/collector/src/sources/configuration/entry.js';
import { kinds } from '../../apps/collector/src/sources/kinds.js';
import { code, page, table } from './markdown.js';

const rows = (shape: Readonly<Record<string, z.ZodType>>): string[][] =>
  Object.entries(shape).map(([name, type]) => [code(name), defaultOf(type), type.description ?? '']);

const defaultOf = (type: z.ZodType): string => {
  const left = type.safeParse(undefined);
  if (!left.success) return 'required';
  return left.data === undefined ? '' : code(JSON.stringify(left.data));
};

const head = ['member', 'default', 'meaning'] as const;

export const sourcesFilePage = (): string =>
  page(
    'The file of sources',
    'A YAML file that `SOURCES_FILE` names. Its one member `sources` is a list; each entry says what every source says and what its `kind` asks for. A fault is told at start by line and column. Editors check it by [sources.schema.json](sources.schema.json): begin the file with `# yaml-language-server: $schema=…/docs/reference/sources.schema.json`. [How to add a source](../how-to/add-a-source.md) writes one from the beginning.',
    '## Every source',
    table(head, [['`kind`', 'required', `One of ${kinds.map(({ name }) => code(name)).join(', ')}`], ...rows(entryShape)]),
    '## Members of `pace`',
    table(head, rows(PaceSettings.shape)),
    ...kinds.flatMap(({ name, summary, settings }) => [
      `## Kind ${code(name)}`,
      `${summary}.`,
      table(head, rows(settings as Record<string, z.ZodType>)),
    ]),
  );
