import { compile, type JSONPathQuery, type JSONValue } from 'json-p3';
import { z } from 'zod';

const mostChars = 300;
const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

/**
 * Why a query would not be run, though RFC 9535 knows it; null where it would. What is left costs at most one walk through the answer: no walk within a
 * walk, no list of selectors that multiplies, and no regular expression, which an answer could make endless.
 */
const excessOf = (text: string): string | null => {
  const bare = text.replaceAll(quoted, "''");
  if (text.length > mostChars) return `must be at most ${mostChars} characters long`;
  if (count(bare, /\.\./g) > 1) return 'must have at most one `..`';
  if (count(bare, /\[\?/g) > 1 || /\?.*\.\./.test(bare)) return 'must have at most one filter, and no `..` in it';
  if (count(bare, /\$/g) > 1) return 'must begin with the only `$` in it';
  if (/\b(?:match|search)\s*\(/.test(bare)) return 'must not use match() or search()';
  if (/\[[^\]]*,[^\]]*\]/.test(bare)) return 'must select one thing in each pair of brackets';
  return null;
};

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

const faultOf = (text: string): string | null => {
  const excess = excessOf(text);
  if (excess !== null) return excess;
  try {
    compile(text);
    return null;
  } catch {
    return 'must be a JSONPath of RFC 9535, e.g. $.listings[*]';
  }
};

/** A JSONPath (RFC 9535) that is cheap on any answer. */
export const JsonPath = z.string().superRefine((text, context) => {
  const fault = faultOf(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

const compiled = new Map<string, JSONPathQuery>();

/** At most `most` of the values at `path`, in their order. Throws what a query that is nested too deeply throws. */
export const valuesAt = (value: unknown, path: string, most: number): unknown[] => {
  const query = compiled.get(path) ?? compile(path);
  compiled.set(path, query);
  const values: unknown[] = [];
  for (const node of query.lazyQuery(value as JSONValue)) {
    if (values.length === most) break;
    values.push(node.value);
  }
  return values;
};
