import { formatMinor, type Condition, type ListingFilter, type Measure, type SimpleCondition } from '@tickettape/contracts';

/** The rule in words, as it may be written: reading it gives the same condition again. */
export const ruleText = (condition: Condition): string => {
  if (condition.kind === 'any') return condition.conditions.map(ruleText).join(' or ');
  if (condition.kind === 'all') return condition.conditions.map(ruleText).join(' and ');
  return [clauseText(condition), ...filterText(condition)].join(' ');
};

const clauseText = (condition: SimpleCondition): string => {
  switch (condition.kind) {
    case 'get-in-below':
    case 'get-in-above':
    case 'median-below':
    case 'median-above':
      return `${measureOf(condition.kind)} ${lastWord(condition.kind)} ${formatMinor(condition.price, condition.currency)}`;
    case 'listings-below':
    case 'listings-above':
    case 'tickets-below':
    case 'tickets-above':
      return `${measureOf(condition.kind)} ${lastWord(condition.kind)} ${condition.count}`;
    case 'get-in-moves':
    case 'median-moves':
    case 'listings-moves':
    case 'tickets-moves':
      return `${measureOf(condition.kind)} ${verbOf[condition.direction ?? 'both']} ${sizeText(condition)} within ${durationText(condition.withinSeconds)}`;
    case 'get-in-low':
    case 'get-in-high':
      return `get-in new ${lastWord(condition.kind)}${inCurrency(condition)} within ${durationText(condition.withinSeconds)}`;
    case 'new-listing':
      return condition.priceAtMost === undefined
        ? 'new listing'
        : `new listing under ${formatMinor(condition.priceAtMost, condition.currency!)}`;
    case 'listing-gone':
      return `${oneListing(condition)} gone`;
    case 'listing-back':
      return `${oneListing(condition)} back within ${durationText(condition.withinSeconds)}`;
    case 'slot-available':
      return slotText(condition);
    case 'market-quiet':
      return `market quiet for ${durationText(condition.withinSeconds)}`;
    case 'market-unusual':
      return `${condition.measure} unusual${inCurrency(condition)} within ${durationText(condition.withinSeconds)}`;
    case 'blind':
      return `blind for ${durationText(condition.withinSeconds)}`;
  }
};

const verbOf = { up: 'rises', down: 'falls', both: 'moves' } as const;

const measureOf = (kind: string): Measure => kind.slice(0, kind.lastIndexOf('-')) as Measure;
const lastWord = (kind: string): string => kind.slice(kind.lastIndexOf('-') + 1);
const inCurrency = ({ currency }: { currency?: string | undefined }): string => (currency === undefined ? '' : ` ${currency}`);

type Move = Extract<SimpleCondition, { kind: 'get-in-moves' | 'median-moves' | 'listings-moves' | 'tickets-moves' }>;

const sizeText = (move: Move): string => {
  if (move.percent !== undefined) return `${move.percent}%${'currency' in move ? inCurrency(move) : ''}`;
  return 'amount' in move && move.amount !== undefined
    ? formatMinor(move.amount, move.currency!)
    : String('count' in move ? move.count : '');
};

const oneListing = ({ listingId }: { listingId?: string | undefined }): string =>
  listingId === undefined ? 'listing' : `listing ${JSON.stringify(listingId)}`;

const slotText = ({ from, to, timeFrom, timeTo, weekdays, timeZone }: Extract<SimpleCondition, { kind: 'slot-available' }>): string =>
  [
    'slot available',
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`until ${to}`]),
    ...(timeFrom === undefined ? [] : [`from ${timeFrom}`]),
    ...(timeTo === undefined ? [] : [`until ${timeTo}`]),
    ...(weekdays === undefined ? [] : [`on ${weekdays.join(', ')}`]),
    ...(timeZone === undefined ? [] : [`time zone ${timeZone}`]),
  ].join(' ');

const filterText = (condition: SimpleCondition & ListingFilter): string[] => [
  ...(['section', 'zone', 'row'] as const).flatMap((name) =>
    condition[name] === undefined ? [] : [`${name} ${nameText(condition[name])}`],
  ),
  ...(condition.quantity === undefined ? [] : [`for ${condition.quantity} together`]),
];

/** A name of one plain word stands as it is, any other in quotes. */
const nameText = (name: string): string => (/^[A-Za-z]*\d+[A-Za-z]*$/.test(name) ? name : `"${name}"`);

const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'm'],
] as const;

/** `2d`, `90m`, `45s`: the largest unit that divides it, as it may be written. */
export const durationText = (seconds: number): string => {
  const unit = units.find(([size]) => seconds > 0 && seconds % size === 0);
  return unit ? `${seconds / unit[0]}${unit[1]}` : `${seconds}s`;
};
