import type { Measure, SimpleCondition } from '@tickettape/contracts';
import {
  isPercent,
  readCount,
  readCurrency,
  readDate,
  readDuration,
  readPercent,
  readPrice,
  readTime,
  readTimeZone,
  readWeekdays,
} from './fields.js';
import { Asked, type Cells } from './asked.js';
import type { Clause } from './clause.js';
import type { Note, Reading } from './note.js';

const daySeconds = 86_400;
const defaultWithinSeconds = { moves: daySeconds, low: 30 * daySeconds, high: 30 * daySeconds, unusual: 14 * daySeconds } as const;
const defaultBackSeconds = daySeconds;

/** What one clause watches for, with the cells that tell a part of it; undefined where `notes` say why not. */
export const conditionOf = (clause: Clause, cells: Cells, notes: Note[]): SimpleCondition | undefined => {
  const asked = new Asked(clause, cells, notes);
  const condition = read(clause, asked);
  if (!asked.isRefused) asked.noteUnused();
  return asked.isRefused ? undefined : condition;
};

const read = (clause: Clause, asked: Asked): SimpleCondition | undefined => {
  switch (clause.subject) {
    case 'measure':
      return readMeasure(clause.measure!, clause, asked);
    case 'new-listing':
      return readNewListing(asked);
    case 'listing-gone':
      return whole<SimpleCondition>({ kind: 'listing-gone', ...listingOf(clause, asked) });
    case 'listing-back':
      return whole<SimpleCondition>({
        kind: 'listing-back',
        ...listingOf(clause, asked),
        withinSeconds: asked.optional('within', readDuration) ?? defaultBackSeconds,
      });
    case 'slot-available':
      return readSlot(clause, asked);
    case 'market-quiet':
    case 'blind':
      return readLasting(clause.subject, clause, asked);
  }
};

const readMeasure = (measure: Measure, clause: Clause, asked: Asked): SimpleCondition | undefined => {
  const verb = clause.verb!;
  switch (verb) {
    case 'below':
    case 'above':
      return isPriced(measure) ? readPriceLine(`${measure}-${verb}`, asked) : readCountLine(`${measure}-${verb}`, asked);
    case 'moves':
      return isPriced(measure) ? readPriceMove(`${measure}-moves`, clause, asked) : readCountMove(`${measure}-moves`, clause, asked);
    case 'low':
    case 'high':
      if (measure !== 'get-in') return asked.refuse('rule', `asks for a new ${verb} of ${measure}, which is known of get-in only`);
      return whole<SimpleCondition>({ kind: `get-in-${verb}`, ...filterOf(asked), ...historyOf(verb, asked) });
    case 'unusual':
      return whole<SimpleCondition>({ kind: 'market-unusual', measure, ...filterOf(asked), ...historyOf('unusual', asked) });
  }
};

const isPriced = (measure: Measure): measure is 'get-in' | 'median' => measure === 'get-in' || measure === 'median';

const filterOf = (asked: Asked) => ({
  section: asked.optional('section', readName),
  zone: asked.optional('zone', readName),
  row: asked.optional('row', readName),
  quantity: asked.optional('quantity', (text) => readCount(text, 1)),
});

const readName = (text: string): Reading<string> => {
  const name = text.replaceAll(/\s+/g, ' ').replaceAll('"', '').trim();
  return name === '' ? { ok: false, reason: 'is empty' } : { ok: true, value: name };
};

const historyOf = (verb: keyof typeof defaultWithinSeconds, asked: Asked) => ({
  withinSeconds: asked.optional('within', readDuration) ?? defaultWithinSeconds[verb],
  currency: asked.optional('currency', readCurrency),
});

const readPriceLine = (
  kind: 'get-in-below' | 'get-in-above' | 'median-below' | 'median-above',
  asked: Asked,
): SimpleCondition | undefined => {
  const currency = asked.required('currency', readCurrency);
  const filter = filterOf(asked);
  if (currency === undefined) return undefined;
  const price = asked.required('value', (text) => readPrice(text, currency));
  return price === undefined ? undefined : whole<SimpleCondition>({ kind, ...filter, price, currency });
};

const readCountLine = (
  kind: 'listings-below' | 'listings-above' | 'tickets-below' | 'tickets-above',
  asked: Asked,
): SimpleCondition | undefined => {
  const count = asked.required('value', (text) => readCount(text, 0));
  const filter = filterOf(asked);
  return count === undefined ? undefined : whole<SimpleCondition>({ kind, ...filter, count });
};

const moveOf = ({ direction }: Clause, asked: Asked) => ({
  ...filterOf(asked),
  direction: direction ?? undefined,
  withinSeconds: asked.optional('within', readDuration) ?? defaultWithinSeconds.moves,
});

const readPriceMove = (kind: 'get-in-moves' | 'median-moves', clause: Clause, asked: Asked): SimpleCondition | undefined => {
  const move = moveOf(clause, asked);
  const text = asked.text('value');
  const currency = asked.optional('currency', readCurrency);
  if (text === null || isPercent(text) || currency === undefined) {
    const percent = asked.required('value', readMovePercent);
    return percent === undefined ? undefined : whole<SimpleCondition>({ kind, ...move, percent, currency });
  }
  const amount = asked.required('value', (value) => atLeastOne(readPrice(value, currency), value));
  return amount === undefined ? undefined : whole<SimpleCondition>({ kind, ...move, amount, currency });
};

const readMovePercent = (text: string): Reading<number> => {
  const reading = readPercent(text);
  return reading.ok ? reading : { ok: false, reason: `${reading.reason}, or an amount with its currency such as 20 USD` };
};

const atLeastOne = (reading: Reading<number>, text: string): Reading<number> =>
  reading.ok && reading.value === 0 ? { ok: false, reason: `is ${JSON.stringify(text)}: a move is more than nothing` } : reading;

const readCountMove = (kind: 'listings-moves' | 'tickets-moves', clause: Clause, asked: Asked): SimpleCondition | undefined => {
  const move = moveOf(clause, asked);
  const text = asked.text('value');
  if (text !== null && !isPercent(text)) {
    const count = asked.required('value', (value) => readCount(value, 1));
    return count === undefined ? undefined : whole<SimpleCondition>({ kind, ...move, count });
  }
  const percent = asked.required('value', readPercent);
  return percent === undefined ? undefined : whole<SimpleCondition>({ kind, ...move, percent });
};

const readNewListing = (asked: Asked): SimpleCondition | undefined => {
  const filter = filterOf(asked);
  if (asked.text('value') === null) return whole<SimpleCondition>({ kind: 'new-listing', ...filter });
  const currency = asked.required('currency', readCurrency);
  if (currency === undefined) return undefined;
  const priceAtMost = asked.required('value', (text) => readPrice(text, currency));
  return priceAtMost === undefined ? undefined : whole<SimpleCondition>({ kind: 'new-listing', ...filter, priceAtMost, currency });
};

const listingOf = ({ listingId }: Clause, asked: Asked) => ({ listingId: listingId ?? undefined, ...filterOf(asked) });

const readSlot = ({ from, to, timeFrom, timeTo, weekdays, timeZone }: Clause, asked: Asked): SimpleCondition | undefined => {
  const slot = {
    kind: 'slot-available' as const,
    from: asked.own('date', from, readDate),
    to: asked.own('date', to, readDate),
    timeFrom: asked.own('time', timeFrom, readTime),
    timeTo: asked.own('time', timeTo, readTime),
    weekdays: asked.own('days', weekdays, readWeekdays),
    timeZone: asked.own('time zone', timeZone, readTimeZone),
  };
  if (slot.from !== undefined && slot.to !== undefined && slot.from > slot.to)
    return asked.refuse('rule', `ends on ${slot.to}, before it begins on ${slot.from}`);
  if (slot.timeFrom !== undefined && slot.timeTo !== undefined && slot.timeFrom > slot.timeTo)
    return asked.refuse('rule', `ends at ${slot.timeTo}, before it begins at ${slot.timeFrom}`);
  return whole<SimpleCondition>(slot);
};

const readLasting = (kind: 'market-quiet' | 'blind', { lasting }: Clause, asked: Asked): SimpleCondition | undefined => {
  const withinSeconds = lasting === null ? asked.required('within', readDuration) : asked.own('duration', lasting, readDuration);
  return withinSeconds === undefined ? undefined : { kind, withinSeconds };
};

/** Without the fields that are not told: a watch is compared with what the tape gives back. */
const whole = <Value extends object>(fields: { [Key in keyof Value]: Value[Key] } & object): Value =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Value;
