import { AppError } from '@tickettape/errors';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { placeOf } from './places.js';
import { type KindEntry, SourcesFile } from './sources-file.js';

/** A longer file was not written by hand. */
const mostChars = 1_000_000;
/** Faults told at once. */
const mostFaults = 20;
/** Values that YAML's anchors may repeat; a file that unfolds to more is refused. */
const maxAliasCount = 100;

type Fault = { line: number; col: number; what: string };

/**
 * The entries of a file of sources. Throws SOURCES_INVALID, which names each fault by line and column (from 1) and the rule it broke, never a value.
 */
export const parseSources = (text: string, file: string): KindEntry[] => {
  if (text.length > mostChars) throw invalid(file, [{ line: 1, col: 1, what: `is longer than ${mostChars} characters` }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    throw invalid(
      file,
      document.errors.map(({ pos, message }) => ({ ...lines.linePos(pos[0]), what: message })),
    );
  const value = valueOf(document, file);
  if (value === null) throw invalid(file, [{ line: 1, col: 1, what: 'is empty: it begins with `sources:`' }]);
  const result = SourcesFile.safeParse(value);
  if (result.success) return result.data.sources as KindEntry[];
  throw invalid(
    file,
    result.error.issues.flatMap(leaves).map((issue) => faultOf(issue, document, lines)),
  );
};

const valueOf = (document: Document, file: string): unknown => {
  try {
    return document.toJS({ maxAliasCount });
  } catch {
    throw invalid(file, [{ line: 1, col: 1, what: 'repeats itself by its anchors too often, or names one that is not there' }]);
  }
};

type Issue = z.core.$ZodIssue;

/** One fault for each key that nobody knows. */
const leaves = (issue: Issue): { path: PropertyKey[]; message: string }[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not known here' }))
    : [{ path: issue.path, message: issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message }];

const faultOf = ({ path, message }: { path: PropertyKey[]; message: string }, document: Document, lines: LineCounter): Fault => ({
  ...placeOf(document, lines, path),
  what: `${nameOf(path)}: ${message}`,
});

/** `sources[0].fields.price` */
const nameOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1) || 'the file';

const invalid = (file: string, faults: readonly Fault[]): AppError => {
  const told = faults.slice(0, mostFaults).map(({ line, col, what }) => `${file}:${line}:${col} ${what}`);
  const more = faults.length - told.length;
  return new AppError('SOURCES_INVALID', { detail: [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') });
};
