import type { Clause } from './clause.js';
import { isCurrencyText, isDuration, isPercent, isTime } from './fields.js';
import { stops } from './phrases.js';
import type { Cursor } from './words.js';

type Part = Partial<Clause>;
type ReadPart = (words: Cursor, clause: Clause) => Part | null;

/** The next part of a clause, whatever it is; null where the words are none. */
export const readPart = (clause: Clause, words: Cursor): Part | null => {
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
