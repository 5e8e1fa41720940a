import { z } from 'zod';
import { JsonPath } from './json-path.js';
import { Selector } from './selector.js';
import { orText } from './shorthand.js';

export const queryShape = {
  path: JsonPath.optional().describe('A JSONPath (RFC 9535), for JSON'),
  select: Selector.optional().describe('A CSS selector, for a page; `:scope` is the element itself'),
  attribute: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_:.-]{0,99}$/, 'must be the name of an attribute')
    .optional()
    .describe('With `select`: the attribute of the element instead of its text'),
} as const;

export type Query = { path?: string | undefined; select?: string | undefined; attribute?: string | undefined };

/** A JSONPath begins with `$`; anything else is a CSS selector. */
export const expandQuery = (text: string): Query => (text.startsWith('$') ? { path: text } : { select: text });

const namesOnePlace = ({ path, select }: Query): boolean => (path === undefined) !== (select === undefined);

export const Query = orText(z.strictObject(queryShape).refine(namesOnePlace, 'must have either a path or a select'), expandQuery);
