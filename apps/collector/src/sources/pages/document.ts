import { type contains, load, type CheerioAPI } from 'cheerio/slim';
import { parseExactJson } from '../exact-json.js';
import { valuesAt } from './json-path.js';
import type { Query } from './query.js';

/** Deeper JSON and pages are not read. */
const deepest = 200;
const mostElements = 100_000;
/** Of one element, text between them included: a search among siblings takes the square of their number, 0.2 s for so many. */
const mostChildren = 20_000;

type DomElement = Parameters<typeof contains>[0];

/** Something that values are looked for in: a value of JSON, or an element of a page. A page may hold JSON too. */
export type Scope = { json?: { value: unknown }; dom?: { page: CheerioAPI; element: DomElement } };

/** The JSON of `text`; null where it is none, half of one, or deeper than we read. */
export const jsonScope = (text: string): Scope | null => {
  if (isTooDeep(text)) return null;
  try {
    return { json: { value: parseExactJson(text) } };
  } catch {
    return null;
  }
};

/** The page of `text`, read as it stands, without running anything; null where it is too large or too deep. */
export const pageScope = (text: string): Scope | null => {
  if (!isModestMarkup(text)) return null;
  const page = load(text);
  const element = page.root().get(0)!;
  return isModest(element) ? { dom: { page, element } } : null;
};

/** At most `most` values at `query`; of elements their text, or the attribute that they have. */
export const valuesIn = ({ json, dom }: Scope, { path, select, attribute }: Query, most: number): unknown[] => {
  if (path !== undefined) return json === undefined ? [] : valuesAt(json.value, path, most);
  if (select === undefined || dom === undefined) return [];
  return elementsIn({ dom }, select, most)
    .map((element) => (attribute === undefined ? textOf(dom.page, element) : dom.page(element).attr(attribute)))
    .filter((value) => value !== undefined);
};

export const elementsIn = ({ dom }: Scope, select: string, most: number): DomElement[] => {
  if (dom === undefined) return [];
  const within = dom.page(dom.element);
  return (select === ':scope' ? within : within.find(select)).toArray().slice(0, most);
};

const textOf = (page: CheerioAPI, element: DomElement): string => page(element).text().replaceAll(/\s+/g, ' ');

/** Counts brackets outside of strings: cheaper than to find out by parsing. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
};

/** Tags open at once before the parser, whose time grows with the square of them; many are never closed in an honest page. */
const mostOpenTags = 20_000;
/** Beginnings of tags, their ends and whatever else begins with `<`. */
const mostMarks = 1_000_000;
const voidTag = /<(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b/iy;

/** Counts tags before they are parsed, in one walk. */
const isModestMarkup = (text: string): boolean => {
  let [marks, tags, open, end] = [0, 0, 0, -1];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    marks += 1;
    const code = text.charCodeAt(at + 1) | 32;
    if (text.charCodeAt(at + 1) === 47) open = Math.max(0, open - 1);
    else if (code >= 97 && code <= 122) {
      tags += 1;
      if (end < at) end = text.indexOf('>', at);
      if (end < 0) return tags <= mostElements;
      voidTag.lastIndex = at;
      if (text.charCodeAt(end - 1) !== 47 && !voidTag.test(text)) open += 1;
    }
    if (marks > mostMarks || tags > mostElements || open > mostOpenTags) return false;
  }
  return true;
};

/** Without recursion, which a deep page would break. */
const isModest = (root: DomElement): boolean => {
  const open: { node: DomElement; depth: number }[] = [{ node: root, depth: 0 }];
  for (let count = 0; ; count += 1) {
    const next = open.pop();
    if (next === undefined) return true;
    if (count > mostElements || next.depth > deepest) return false;
    const children = 'children' in next.node ? next.node.children : [];
    if (children.length > mostChildren) return false;
    for (const child of children) open.push({ node: child as DomElement, depth: next.depth + 1 });
  }
};
