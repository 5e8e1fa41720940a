import { type Scope, valuesIn } from './document.js';
import type { Page } from './judge-page.js';
import type { Paging } from './paging.js';
import { type Blanks, filledUrl, placeholdersOf } from './request.js';

/** The address of one request, and what its body is filled with. */
export type PageAddress = { url: URL; blanks: Blanks };

export const firstPage = (template: string, eventId: string, paging: Paging | undefined): PageAddress => {
  const blanks = { eventId, page: paging?.first ?? 1, offset: 0, cursor: '' };
  return { url: filledUrl(template, blanks), blanks };
};

/** The page after the last of `pages`; null where that was the last one. Gives no address at another host. */
export const nextPage = (template: string, last: PageAddress, pages: readonly Page[], paging: Paging): PageAddress | null => {
  const page = pages.at(-1)!;
  if (paging.by === 'link') return sameHost(last, linkOf(page.link));
  if (paging.by === 'next') return sameHost(last, textAt(page.whole, paging));
  if (paging.by === 'cursor') return byCursor(template, last, textAt(page.whole, paging), paging);
  return isLast(pages, paging) ? null : byNumber(template, last, paging);
};

const received = (pages: readonly Page[]): number => pages.reduce((sum, { items }) => sum + items.length, 0);

const isLast = (pages: readonly Page[], { size }: Paging): boolean => {
  const page = pages.at(-1)!;
  if (page.items.length === 0 || (size !== undefined && page.items.length < size)) return true;
  return page.declared !== null && received(pages) >= page.declared;
};

const byNumber = (template: string, { blanks }: PageAddress, paging: Paging): PageAddress => {
  const next = { ...blanks, page: blanks.page + 1, offset: blanks.offset + (paging.size ?? 0) };
  return { url: withParameter(template, next, paging, paging.by === 'offset' ? next.offset : next.page), blanks: next };
};

const byCursor = (template: string, { blanks }: PageAddress, cursor: string | null, paging: Paging): PageAddress | null => {
  if (cursor === null || cursor === blanks.cursor) return null;
  const next = { ...blanks, cursor };
  return { url: withParameter(template, next, paging, cursor), blanks: next };
};

const withParameter = (template: string, blanks: Blanks, { by, parameter }: Paging, value: string | number): URL => {
  const url = filledUrl(template, blanks);
  if (!placeholdersOf(template).includes(by) && parameter !== undefined) url.searchParams.set(parameter, String(value));
  return url;
};

/** A number, as a cursor may be one, is its digits. */
const textAt = (whole: Scope, { at }: Paging): string | null => {
  const [value] = at === undefined ? [] : valuesIn(whole, at, 1);
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > 2000 ? null : text;
};

const sameHost = ({ url, blanks }: PageAddress, link: string | null): PageAddress | null => {
  const next = link === null ? null : URL.parse(link, url.href);
  return next === null || next.origin !== url.origin || next.href === url.href ? null : { url: next, blanks };
};

/** The target of `rel="next"` (RFC 8288). */
const linkOf = (header: string | null): string | null => {
  for (const part of (header ?? '').slice(0, 8_000).split(/,(?=\s*<)/)) {
    const end = part.indexOf('>');
    if (/;\s*rel="?(?:[^"]* )?next\b/i.test(part.slice(end + 1))) return part.slice(part.indexOf('<') + 1, end);
  }
  return null;
};
