import type { Measure } from '@tickettape/contracts';
import { isCurrencyText, isDuration, isPercent, isTime } from './fields.js';
import { quoted, refused, says, type Reading } from './note.js';
import { actions, fillers, openings, stops, type Subject, type Verb } from './phrases.js';
import type { Cursor } from './words.js';

/** One clause of a rule as it was written; its texts are not yet read. */
export type Clause = {
  /** As it was written, for reasons. */
  text: string;
  subject: Subject;
  measure: Measure | null;
  verb: Verb | null;
  direction: 'up' | 'down' | null;
  value: string | null;
  currency: string | null;
  within: string | null;
  /** `for 30m`: a duration of the clause where it needs one, else how long the whole watch must hold. */
  lasting: string | null;
  section: string | null;
  zone: string | null;
  row: string | null;
  quantity: string | null;
  listingId: string | null;
  from: string | null;
  to: string | null;
  timeFrom: string | null;
  timeTo: string | null;
  weekdays: string | null;
  timeZone: string | null;
};

const empty: Omit<Clause, 'text' | 'subject'> = {
  measure: null,
  verb: null,
  direction: null,
  value: null,
  currency: null,
  within: null,
  lasting: null,
  section: null,
  zone: null,
  row: null,
  quantity: null,
  listingId: null,
  from: null,
  to: null,
  timeFrom: null,
  timeTo: null,
  weekdays: null,
  timeZone: null,
};

const whatBegins =
  'get-in, median, listings, tickets, new low, new high, new listing, listing gone, listing back, slot available, market quiet, market unusual or blind';
const whatFollows = 'below, above, moves, falls, rises, new low, new high or unusual';

/** Reads one clause and stops before `and`, `or` or a parenthesis that is not its own. */
export const readClause = (words: Cursor): Reading<Clause> => {
  const text = words.rest;
  const begun = readOpening(words);
  if (begun === null) return refused(`${text === '' ? 'is empty' : `is ${quoted(text)}`}: begin with ${whatBegins}`);
  const clause: Clause = { ...empty, ...begun, text };
  if (clause.subject === 'measure' && clause.verb === null) {
    const action = readAction(words);
    if (action === null) {
      const next = words.isAtEnd ? 'ends' : `goes on with ${quoted(words.text())}`;
      return refused(`${next} after ${quoted(clause.measure!)}: write ${whatFollows}`);
    }
    Object.assign(clause, action);
    words.skip(fillers);
  }
  return readParts(clause, words);
};

const readOpening = (words: Cursor): (Partial<Clause> & Pick<Clause, 'subject'>) | null => {
  const one = readOneListing(words);
  if (one !== null) return one;
  for (const [phrase, meaning] of openings) if (words.takes(phrase)) return { ...meaning };
  return null;
};

/** `listing 123456 gone`, `listing "a b" back`. */
const readOneListing = (words: Cursor): (Partial<Clause> & Pick<Clause, 'subject'>) | null => {
  const end = words.plain(2);
  const isOne = words.plain() === 'listing' && (end === 'gone' || end === 'back');
  if (!isOne) return null;
  const listingId = words.text(1);
  for (const _ of [1, 2, 3]) words.take();
  return { subject: end === 'gone' ? 'listing-gone' : 'listing-back', listingId };
};

const readAction = (words: Cursor): Partial<Clause> | null => {
  for (;;) {
    for (const [phrase, meaning] of actions) if (words.takes(phrase)) return { ...meaning };
    if (words.plain() === null || !fillers.has(words.plain()!)) return null;
    words.take();
  }
};

const isEnd = (words: Cursor): boolean => words.isAtEnd || ['and', 'or', ')'].includes(words.plain() ?? '');

const readParts = (clause: Clause, words: Cursor): Reading<Clause> => {
  const rest = words.rest;
  while (!isEnd(words)) {
    const part = readPart(clause, words);
    if (part === null) return refused(`has ${quoted(words.text() || rest)}, which is not understood after ${quoted(told(clause))}`);
    for (const name of Object.keys(part)) {
      if (clause[name as keyof Clause] !== null) return refused(`tells its ${label[name] ?? name} twice`);
    }
    Object.assign(clause, part);
  }
  return says({ ...clause, text: clause.text.slice(0, clause.text.length - words.rest.length).trim() });
};

const label: Partial<Record<string, string>> = { lasting: 'duration', timeFrom: 'time', timeTo: 'time', from: 'date', to: 'date' };

const told = ({ subject, measure, verb }: Clause): string => [measure ?? subject, verb].filter((word) => word !== null).join(' ');

type Part = Partial<Clause>;
type ReadPart = (words: Cursor, clause: Clause) => Part | null;

const readPart = (clause: Clause, words: Cursor): Part | null => {
  for (const read of parts) {
    const part = read(words, clause);
    if (part !== null) return part;
  }
  return null;
};

const readWithin: ReadPart = (words) => {
  const follows = ['within the last', 'within', 'in the last', 'during'].some((phrase) => words.takes(phrase));
  if (!follows && !(words.plain() === 'in' && isDuration(words.text(1)))) return null;
  if (!follows) words.take();
  return { within: takeText(words) };
};

const readPlace: ReadPart = (words) => {
  for (const name of ['section', 'zone', 'row'] as const)
    if (words.takes(`in ${name}`) || words.takes(name)) return { [name]: takeName(words) };
  return words.takes('in') ? { section: takeName(words) } : null;
};

const readFor: ReadPart = (words) => {
  if (words.plain() !== 'for') return null;
  words.take();
  const text = takeText(words);
  if (!/^\d+$/.test(text)) return { lasting: text };
  skipTogether(words);
  return { quantity: text };
};

const readTogether: ReadPart = (words) => {
  if (!/^\d+$/.test(words.text()) || words.plain(1) !== 'together') return null;
  const quantity = takeText(words);
  skipTogether(words);
  return { quantity };
};

const skipTogether = (words: Cursor): void => words.skip(new Set(['together', 'tickets', 'seats', 'people']));

const readSlotParts: ReadPart = (words, { subject }) => {
  if (subject !== 'slot-available') return null;
  if (words.takes('in time zone') || words.takes('time zone')) return { timeZone: takeText(words) };
  if (words.takes('from')) return isTime(words.text()) ? { timeFrom: takeText(words) } : { from: takeText(words) };
  if (['to', 'until', 'till'].some((word) => words.takes(word)))
    return isTime(words.text()) ? { timeTo: takeText(words) } : { to: takeText(words) };
  if (words.takes('between')) {
    const first = takeText(words);
    words.skip(new Set(['and']));
    const second = takeText(words);
    return isTime(first) ? { timeFrom: first, timeTo: second } : { from: first, to: second };
  }
  return words.takes('on') ? { weekdays: takeList(words) } : null;
};

/** `under 150 USD` of a new listing; the value itself is read next. */
const readLimit: ReadPart = (words, { subject, value }) =>
  subject === 'new-listing' && value === null && ['under', 'below', 'at most', 'up to'].some((phrase) => words.takes(phrase))
    ? readValue(words)
    : null;

/** `10%`, `10 %`, `20 USD`, `20`; a lone currency too. */
const readValue = (words: Cursor): Part | null => {
  if (isCurrencyText(words.text()) && words.plain() !== null) return { currency: takeText(words) };
  if (!/^[-+\d$€£¥.]/.test(words.text())) return null;
  const glued = /^([\d.]+)([A-Za-z]{3})$/.exec(words.text());
  const value = takeText(words);
  if (glued && isCurrencyText(glued[2]!)) return { value: glued[1]!, currency: glued[2]! };
  if (words.takes('%') || words.takes('percent')) return { value: `${value}%` };
  if (isPercent(value) || !isCurrencyText(words.text()) || words.plain() === null) return { value };
  return { value, currency: takeText(words) };
};

const parts: readonly ReadPart[] = [readSlotParts, readWithin, readPlace, readFor, readTogether, readLimit, readValue];

const takeText = (words: Cursor): string => words.take()?.text ?? '';

/** A name in quotes, or all words up to the next word of the grammar. */
const takeName = (words: Cursor): string => {
  if (words.plain() === null) return takeText(words);
  const name = [takeText(words)];
  while (!words.isAtEnd && words.plain() !== null && !stops.has(words.plain()!)) name.push(takeText(words));
  return name.join(' ');
};

/** Words of which each but the last ends in a comma. */
const takeList = (words: Cursor): string => {
  const list = [takeText(words)];
  while (list.at(-1)!.endsWith(',') && !words.isAtEnd) list.push(takeText(words));
  return list.join(' ');
};
