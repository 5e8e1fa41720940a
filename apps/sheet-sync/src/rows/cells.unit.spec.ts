import { describe, expect, it } from 'vitest';
import { readDuration } from './duration.js';
import { readEventId } from './event-id.js';
import { readSource } from './source.js';
import { readTracked } from './tracked.js';

describe('an event id', () => {
  it.each([
    ['153000000', '153000000'],
    [153_000_000, '153000000'],
    [' 1,234,567 ', '1234567'],
    ['0012', '0012'],
  ])('%j is %s', (cell, id) => expect(readEventId(cell, 'stubhub')).toEqual({ ok: true, value: id }));

  it.each([
    ['', /is empty/],
    ['12,34', /digits only/],
    ['153 000 000', /digits only/],
    ['#REF!', /digits only/],
    ['153000000x', /digits only/],
    ['1.53E+08', /shortened it and digits are lost/],
    ['153000000.0', /digits only/],
    [153.5, /is the number 153.5, not an id/],
    [-1, /is the number -1/],
    [2 ** 60, /not an id/],
    ['9'.repeat(129), /1 to 128/],
  ])('%j is refused', (cell, reason) => {
    expect(readEventId(cell, 'stubhub')).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('may have letters where the source uses them', () => {
    expect(readEventId('G5vYZ9_a-1', 'ticketmaster')).toEqual({ ok: true, value: 'G5vYZ9_a-1' });
    expect(readEventId('a.b', 'ticketmaster')).toMatchObject({ ok: false });
  });
});

describe('is_tracked', () => {
  it.each([true, 'TRUE', 'true ', 'Yes', 1, '1'])('%j is yes', (cell) => expect(readTracked(cell)).toEqual({ ok: true, value: true }));
  it.each([false, 'FALSE', 'no', 0, '0'])('%j is no', (cell) => expect(readTracked(cell)).toEqual({ ok: true, value: false }));
  it.each(['', null, '#REF!', 'TRU', 'x', 2])('%j is neither', (cell) => expect(readTracked(cell)).toMatchObject({ ok: false }));
});

describe('an interval', () => {
  it.each([
    ['15m', 900],
    ['4h', 14_400],
    ['900', 900],
    [900, 900],
    ['90 s', 90],
    ['1D', 86_400],
    ['', null],
    [null, null],
  ])('%j is %j seconds', (cell, seconds) => expect(readDuration(cell)).toEqual({ ok: true, value: seconds }));
  it.each(['0', '-5m', '1.5h', '4 hours', '1w', '91d', 0.5])('%j is refused', (cell) =>
    expect(readDuration(cell)).toMatchObject({ ok: false }),
  );
});

describe('a source', () => {
  it('is the default where none is written, and lower case', () => {
    expect([readSource('', 'stubhub'), readSource(' ViaGoGo ', 'stubhub')]).toEqual([
      { ok: true, value: 'stubhub' },
      { ok: true, value: 'viagogo' },
    ]);
  });
  it('is one token of a subject', () => expect(readSource('a.b', 'stubhub')).toMatchObject({ ok: false }));
});
