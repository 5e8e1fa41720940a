import { emptyClause, type Clause } from './clause.js';
import { quoted, refused, says, type Reading } from './note.js';
import { actions, fillers, openings } from './phrases.js';
import { readPart } from './read-part.js';
import type { Cursor } from './words.js';

const whatBegins =
  'get-in, median, listings, tickets, new low, new high, new listing, listing gone, listing back, slot available, market quiet, market unusual or blind';
const whatFollows = 'below, above, moves, falls, rises, new low, new high or unusual';

/** Reads one clause and stops before `and`, `or` or a parenthesis that is not its own. */
export const readClause = (words: Cursor): Reading<Clause> => {
  const text = words.rest;
  const begun = readOpening(words);
  if (begun === null) return refused(`${text === '' ? 'is empty' : `is ${quoted(text)}`}: begin with ${whatBegins}`);
  const clause: Clause = { ...emptyClause, ...begun, text };
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
