import type { Clause } from './clause.js';
import { quoted, refused, says, type Reading } from './note.js';
import { readClause } from './read-clause.js';
import { Cursor, wordsOf } from './words.js';

/** Any of these groups, each of which asks for all of its clauses. */
export type Alternatives = readonly (readonly Clause[])[];

/** Clauses in one group, and groups, at most; as the contract has it. */
const mostJoined = 8;

/** Reads clauses joined by `and`, which binds tighter, and `or`; parentheses are multiplied out. */
export const readClauses = (rule: string): Reading<Alternatives> => {
  const words = new Cursor(wordsOf(rule));
  const read = readAny(words);
  if (!read.ok) return read;
  if (!words.isAtEnd) return refused(`has ${quoted(words.rest)} after its end`);
  const tooMany = read.value.length > mostJoined || read.value.some((group) => group.length > mostJoined);
  return tooMany ? refused(`joins more than ${mostJoined} conditions; make several watches of it`) : read;
};

const readAny = (words: Cursor): Reading<Alternatives> => {
  const alternatives: (readonly Clause[])[] = [];
  do {
    const read = readAll(words);
    if (!read.ok) return read;
    alternatives.push(...read.value);
  } while (words.takes('or'));
  return says(alternatives);
};

const readAll = (words: Cursor): Reading<Alternatives> => {
  let groups: Alternatives = [[]];
  do {
    const read = readOne(words);
    if (!read.ok) return read;
    groups = groups.flatMap((group) => read.value.map((more) => [...group, ...more])).slice(0, mostJoined + 1);
  } while (words.takes('and'));
  return says(groups);
};

const readOne = (words: Cursor): Reading<Alternatives> => {
  if (!words.takes('(')) {
    const read = readClause(words);
    return read.ok ? says([[read.value]]) : read;
  }
  const read = readAny(words);
  if (!read.ok) return read;
  return words.takes(')') ? read : refused('has a ( without its )');
};
