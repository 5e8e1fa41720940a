import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOfSubject, columnsOf, formatMinor, isColumns, listingsOf, minorOfNumber, parseMinor, subjects, Token } from './index.js';

const listing = {
  listingId: '14000000012',
  section: '301',
  row: null,
  quantity: 2,
  allInPrice: 65_100,
  listPrice: null,
  netProceeds: null,
  currency: 'USD',
  zone: null,
  seats: null,
  splits: null,
  ticketClass: null,
  faceValue: null,
  notes: null,
  listedAt: null,
  startsAt: null,
  durationMinutes: null,
};

describe('money', () => {
  it.each([
    ['134.99', 'USD', 13_499],
    ['651', 'USD', 65_100],
    ['651.0', 'USD', 65_100],
    ['1500', 'JPY', 1500],
    ['1.2345', 'KWD', 1235],
    ['0.005', 'EUR', 1],
    ['0.0049', 'EUR', 0],
  ] as const)('%s %s is %d minor units', (text, currency, minor) => expect(parseMinor(text, currency)).toBe(minor));
  it.each(['', '-1', '1e3', '1,000', 'NaN', '1.', '.5', '99999999999999999'])('refuses %j instead of guessing', (text) =>
    expect(parseMinor(text, 'USD')).toBeNull(),
  );
  it('reads a number as its shortest decimal', () => {
    const amounts = fc.oneof(
      fc.double(),
      fc.nat().map((cents) => cents / 100),
      fc.nat().map((mills) => mills / 1000),
      fc.constant(-0),
    );
    fc.assert(
      fc.property(amounts, fc.constantFrom('USD', 'JPY', 'KWD'), (amount, currency) => {
        expect(minorOfNumber(amount, currency)).toBe(parseMinor(String(amount), currency));
      }),
    );
  });
  it('prints what it parses', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('USD', 'JPY', 'KWD'), (minor, currency) => {
        expect(parseMinor(formatMinor(minor, currency).split(' ')[0]!, currency)).toBe(minor);
      }),
    );
  });
});

describe('columns', () => {
  it('bring the same listings back and leave out what nobody told', () => {
    const columns = columnsOf([listing, { ...listing, listingId: '2', notes: 'aisle' }]);
    expect(Object.keys(columns)).toEqual([
      'listingId',
      'section',
      'row',
      'quantity',
      'allInPrice',
      'listPrice',
      'netProceeds',
      'currency',
      'notes',
    ]);
    expect(listingsOf(columns)).toEqual([listing, { ...listing, listingId: '2', notes: 'aisle' }]);
  });

  const columns = columnsOf([listing]);
  it.each([
    ['a column that is shorter', { ...columns, row: [] }],
    ['a missing column', { ...columns, section: undefined }],
    ['a float price', { ...columns, allInPrice: [1.5] }],
    ['a negative quantity', { ...columns, quantity: [-1] }],
    ['a number as id', { ...columns, listingId: [1] }],
    ['an empty id', { ...columns, listingId: [''] }],
    ['a control character', { ...columns, section: ['a\u001fb'] }],
    ['half of a surrogate pair', { ...columns, section: ['\ud800'] }],
    ['a word as currency', { ...columns, currency: ['dollar'] }],
    ['a column that is no array', { ...columns, notes: 'x' }],
    ['the same id twice', columnsOf([listing, listing])],
    ['null', null],
  ])('refuse %s', (_, broken) => expect(isColumns(broken)).toBe(false));
});

describe('subjects', () => {
  it('name one book and find it again', () => {
    const key = { source: 'stubhub', eventId: '5958508' };
    for (const subject of [subjects.book(key), subjects.catalog(key), subjects.sweepNext(key), subjects.sweepDue(key)])
      expect(bookOfSubject(subject)).toEqual(key);
    expect(bookOfSubject('alert.w1')).toBeNull();
  });
  it.each(['a.b', 'a b', '*', '>', '', 'ü'])('refuse %j as a token', (token) => expect(Token.safeParse(token).success).toBe(false));
});
