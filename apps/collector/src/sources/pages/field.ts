import { Currency, listingColumns, type ListingColumn } from '@tickettape/contracts';
import { z } from 'zod';
import { expandQuery, queryShape } from './query.js';
import { orText } from './shorthand.js';

const constant = z.union([z.string().max(500), z.number()]);
const literal = z.string().min(1).max(200);

/** Where the value of a field stands, whatever it is. */
const placeShape = {
  ...queryShape,
  is: constant.optional().describe('What every listing has, instead of a place'),
  whole: z.boolean().default(false).describe('Look in the whole answer instead of the item'),
  after: literal.optional().describe('Only what follows this text'),
  before: literal.optional().describe('Only what comes before this text'),
  nullWhen: z.array(constant).max(50).default([]).describe('Values that stand for "not told"'),
} as const;

const hasOnePlace = ({ path, select, is }: { path?: unknown; select?: unknown; is?: unknown }): boolean =>
  [path, select, is].filter((place) => place !== undefined).length === 1;

const field = <Shape extends z.ZodRawShape>(shape: Shape) =>
  orText(
    z.strictObject({ ...placeShape, ...shape }).refine((value) => hasOnePlace(value as never), 'must have one of path, select and is'),
    expandQuery,
  );

const separators = {
  thousands: z.enum([',', '.', ' ', "'"]).optional().describe('What separates thousands in a number that is told as text'),
} as const;

export const TextField = field({ join: z.string().max(20).default(', ').describe('Between the values where there are several') });
export const CountField = field(separators);
export const CurrencyField = orText(
  z.strictObject({ ...placeShape, is: Currency.optional() }).refine(hasOnePlace, 'must have one of path, select and is'),
  (text) => (/^[A-Z]{3}$/.test(text) ? { is: text } : expandQuery(text)),
);
export const MoneyField = field({
  ...separators,
  unit: z.enum(['major', 'minor']).default('major').describe('Dollars or cents'),
  decimal: z.enum(['.', ',']).default('.').describe('The decimal point of an amount that is told as text'),
  symbols: z.array(literal).max(20).default([]).describe('Texts beside an amount that are no part of it, e.g. `$`'),
  currency: CurrencyField.optional().describe('Where this amount has a currency of its own'),
});

export type Place = z.output<typeof TextField> | z.output<typeof CountField> | z.output<typeof MoneyField> | z.output<typeof CurrencyField>;
export type TextField = z.output<typeof TextField>;
export type CountField = z.output<typeof CountField>;
export type CurrencyField = z.output<typeof CurrencyField>;
export type MoneyField = z.output<typeof MoneyField>;

const fieldOf = { text: TextField, count: CountField, money: MoneyField, currency: CurrencyField } as const;
type FieldOf<Column extends ListingColumn> = z.ZodOptional<(typeof fieldOf)[(typeof listingColumns)[Column]['kind']]>;

const meanings: Record<ListingColumn, string> = {
  section: 'The block',
  row: 'The row',
  quantity: 'Tickets offered together',
  allInPrice: 'What a buyer pays for one ticket with fees',
  listPrice: 'The price of one ticket before fees',
  netProceeds: 'What the seller gets for one ticket',
  currency: 'ISO 4217 code of every amount; an amount without one is not read. A code stands for itself: `currency: EUR`',
  zone: 'A larger part of the house',
  seats: 'The seats',
  splits: 'Quantities the seller would split into',
  ticketClass: 'The class of the ticket',
  faceValue: 'What is printed on the ticket; left out where it is in another currency than the listing',
  notes: 'Notes of the seller',
  listedAt: "The source's own instant of listing",
  startsAt: 'When it begins, for what is not seats but times',
  durationMinutes: 'How long it takes, in minutes',
};

const columnFields = Object.fromEntries(
  (Object.keys(listingColumns) as ListingColumn[]).map((column) => [
    column,
    fieldOf[listingColumns[column].kind].optional().describe(meanings[column]),
  ]),
) as unknown as { [Column in ListingColumn]: FieldOf<Column> };

/** Where the values of a listing stand in an item; a column that has no place is not told. */
export const Fields = z.strictObject({
  listingId: TextField.describe('The id of the listing; an item without one is skipped'),
  eventId: TextField.optional().describe(
    'The id of the event, where each item names it; one that names another makes the whole answer `wrong-event`',
  ),
  ...columnFields,
});
export type Fields = z.output<typeof Fields>;
