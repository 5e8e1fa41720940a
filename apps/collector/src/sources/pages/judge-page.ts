import type { BookKey } from '@tickettape/contracts';
import { hash } from 'node:crypto';
import { type Blank, blankByStatus, guardStatuses, isOk } from '../by-status.js';
import type { Exchange, Reply } from '../exchange.js';
import { isPage, pageOf } from '../page.js';
import { blind, blindByFailure, type Verdict } from '../verdict.js';
import { elementsIn, jsonScope, pageScope, type Scope, valuesIn } from './document.js';
import { blankOf, stateOf } from './page-state.js';
import type { Island, Reading } from './reading.js';
import { readCount, readId, type Scopes, Unreadable } from './read-value.js';

/** One page of listings, or all of them. */
export type Page = {
  items: readonly Scopes[];
  declared: number | null;
  whole: Scope;
  link: string | null;
  /** By its bytes; see `AnswerName`. */
  name: string;
};

/**
 * Judges an answer by its content. The rules of the configuration come first, then the status, then what is read: an answer without what the
 * configuration says must be there is what it looks like (a challenge, a login page), or unreadable.
 */
export const judgePage = (exchange: Exchange, key: BookKey, reading: Reading): Verdict<Page> => {
  if (exchange.kind === 'failure') return blindByFailure(exchange.code);
  const found = find(exchange, key, reading);
  return Array.isArray(found) ? blind(...found, exchange.status) : { kind: 'listings', answer: found };
};

const find = (reply: Reply, key: BookKey, reading: Reading): Page | Blank => {
  const opened = open(reply.body, reading);
  const state = stateOf(reply, opened.scope, reading.states);
  if (state !== null && state !== 'ok' && state !== 'empty') return blankOf(state);
  if (guardStatuses.has(reply.status) && pageOf(reply.body) === 'challenge') return blankOf('challenge');
  if (state === null && !isOk(reply.status)) return blankByStatus(reply);
  if (state === null && reading.states.some(({ is }) => is === 'ok'))
    return lookalikeOf(reply.body, 'none of the pages that are described');
  const isEmpty = state === 'empty';
  if (opened.scope === null || (opened.fault !== null && !isEmpty))
    return lookalikeOf(reply.body, opened.fault ?? 'nothing that can be read');
  return pageFrom(opened.scope, reply, key, reading, isEmpty);
};

type Opened = { scope: Scope | null; fault: string | null };

const open = (body: string, { body: expected, island }: Reading): Opened => {
  if (body.trim() === '') return { scope: null, fault: 'an empty body' };
  if (expected === 'json') {
    const scope = isPage(body) ? null : jsonScope(body);
    return { scope, fault: scope === null ? (isPage(body) ? 'a page instead of JSON' : 'no JSON, or half of it') : null };
  }
  const page = pageScope(body);
  if (page === null) return { scope: null, fault: 'a page larger or deeper than we read' };
  return island === undefined ? { scope: page, fault: null } : withIsland(page, island);
};

/** A page that holds its data twice does not say which of them counts. */
const withIsland = (page: Scope, island: Island): Opened => {
  const texts = valuesOfIsland(page, island);
  if (texts.length === 0) return { scope: page, fault: `no data at ${island.select}` };
  if (texts.length > 1) return { scope: page, fault: `data more than once at ${island.select}` };
  const json = jsonScope(texts[0]!)?.json;
  return json === undefined
    ? { scope: page, fault: `no JSON at ${island.select}, or half of it` }
    : { scope: { ...page, json }, fault: null };
};

const valuesOfIsland = (page: Scope, { select, after, before }: Island): string[] =>
  elementsIn(page, select, 1000)
    .map((element) => page.dom!.page(element).text())
    .flatMap((text) => (after === undefined ? [text] : text.split(after).slice(1)))
    .map((text) => (before === undefined ? text : text.split(before)[0]!).trim().replace(/;$/, ''));

/** What a body is that does not hold what it should. What its scripts say is not said to people: many pages name a captcha somewhere. */
const lookalikeOf = (body: string, fault: string): Blank => {
  if (!isPage(body)) return ['unreadable', fault];
  const bare = withoutScripts(body);
  if (pageOf(bare) === 'challenge') return blankOf('challenge');
  return hasPasswordField(bare) ? blankOf('login') : ['unreadable', fault];
};

/** With its tags, whose addresses tell a challenge. Walks through the page once, whatever it holds. */
const withoutScripts = (body: string): string => {
  const lower = body.toLowerCase();
  const parts: string[] = [];
  for (let from = 0; ;) {
    const tag = lower.indexOf('<script', from);
    const inside = tag < 0 ? -1 : lower.indexOf('>', tag);
    if (inside < 0) return [...parts, body.slice(from)].join('');
    parts.push(body.slice(from, inside + 1));
    from = lower.indexOf('</script', inside);
    if (from < 0) return parts.join('');
  }
};

const hasPasswordField = (body: string): boolean => /type=["']?password/i.test(body.slice(0, 200_000));

const pageFrom = (whole: Scope, { body, link }: Reply, { eventId }: BookKey, reading: Reading, isEmpty: boolean): Page | Blank => {
  const named = eventOf(whole, reading, isEmpty);
  if (named === null) return lookalikeOf(body, 'it does not say which event it shows');
  if (named !== undefined && named !== eventId) return ['wrong-event', 'listings of another event'];
  const items = isEmpty ? [] : itemsOf(whole, reading);
  if (items === null) return lookalikeOf(body, 'no list of listings');
  if (items.length > reading.mostItems) return ['unreadable', `more than ${reading.mostItems} listings`];
  if (itemsNameAnother(items, reading, eventId)) return ['wrong-event', 'listings of another event'];
  const declared = isEmpty ? 0 : totalOf(whole, reading);
  if (declared === undefined) return ['unreadable', 'its total cannot be read'];
  return { items, declared, whole, link: link ?? null, name: nameOf(body) };
};

export const nameOf = (body: string): string => hash('sha256', body).slice(0, 16);

/** undefined: nobody asks; null: it should be said, and is not. */
const eventOf = (whole: Scope, { event }: Reading, isEmpty: boolean): string | null | undefined => {
  if (event === undefined) return undefined;
  const id = orNull(() => readId({ item: whole, whole }, event));
  return id === null && isEmpty ? undefined : id;
};

/** null: there is no place of listings. A path to one array means its members. */
const itemsOf = (whole: Scope, { items, mostItems }: Reading): Scopes[] | null => {
  if (items.select !== undefined) {
    const elements = elementsIn(whole, items.select, mostItems + 1);
    return elements.length === 0 ? null : elements.map((element) => ({ item: { dom: { page: whole.dom!.page, element } }, whole }));
  }
  const values = valuesIn(whole, items, mostItems + 1);
  if (values.length === 0) return null;
  const [only] = values;
  const listed = values.length === 1 && Array.isArray(only) ? only : values;
  return listed.map((value: unknown) => ({ item: { json: { value } }, whole }));
};

const itemsNameAnother = (items: readonly Scopes[], { fields: { eventId: field } }: Reading, eventId: string): boolean =>
  field !== undefined &&
  items.some((item) => {
    const named = orNull(() => readId(item, field));
    return named !== null && named !== eventId;
  });

/** undefined: a total is expected and cannot be read. */
const totalOf = (whole: Scope, { total }: Reading): number | null | undefined =>
  total === undefined ? null : (orNull(() => readCount({ item: whole, whole }, total)) ?? undefined);

const orNull = <Value>(read: () => Value | null): Value | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
};
