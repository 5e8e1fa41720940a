import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from './parse-csv.js';

const parse = (text: string) => parseCsv(new TextEncoder().encode(text));

describe('CSV', () => {
  it('keeps quoted commas, quotes and line breaks in their cells, and the numbers of rows', () => {
    expect(parse('a,b\r\n"x, y","say ""hi"""\r\n"two\r\nlines",z\r\n').grid).toEqual([
      ['a', 'b'],
      ['x, y', 'say "hi"'],
      ['two\r\nlines', 'z'],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('ends its rows with %j, also without a last one', (end) => {
    expect(parse(['a,b', '1,2', ''].join(end))).toEqual({
      grid: [
        ['a', 'b'],
        ['1', '2'],
      ],
      endsOpen: false,
    });
    expect(parse(['a,b', '1,2'].join(end))).toEqual({
      grid: [
        ['a', 'b'],
        ['1', '2'],
      ],
      endsOpen: true,
    });
  });

  it('may mix line breaks, begin with a byte order mark and have blank lines', () => {
    expect(parse('\ufeffa,b\r\n1,2\n\n3,4').grid).toEqual([['a', 'b'], ['1', '2'], [''], ['3', '4']]);
  });

  it.each([
    ['an empty answer', '', /it is empty/],
    ['blank space', ' \r\n', /it is empty/],
    ['a login page', '\n<!DOCTYPE html><html><body>Sign in</body></html>', /HTML/],
    ['an error in JSON', '{"error":"no"}', /JSON/],
    ['a workbook', 'PK\u0003\u0004rest', /Excel/],
    ['an open quote', 'a,b\n1,"half of', /only a part of a sheet: a quoted cell never ends/],
    ['a row cut off', 'a,b,c\n1,2,3\n4,5', /only a part of a sheet: its last row ends after 2 of 3 cells/],
    ['a stray quote', 'a,b\n1,the "best" seats\n', /line 2 has a quote/],
  ])('%s is no sheet', (_, text, reason) => expect(() => parse(text)).toThrow(reason));

  it('cut inside a letter is no sheet', () => {
    const bytes = new TextEncoder().encode('a\né');
    expect(() => parseCsv(bytes.subarray(0, -1))).toThrow(/UTF-8/);
  });

  it('brings any cells back', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '') });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        expect(parse(rows.map((row) => `${row.map(quote).join(',')}\r\n`).join('')).grid).toEqual(rows);
      }),
    );
  });

  it('cut anywhere is never read as other rows than its first ones', () => {
    const whole = parse('id,name\n1,"a, b"\n2,"c"\n3,d\n').grid;
    const text = 'id,name\n1,"a, b"\n2,"c"\n3,d\n';
    for (let end = 8; end < text.length; end += 1) {
      try {
        const { grid } = parse(text.slice(0, end));
        expect(whole.slice(0, grid.length).map((row) => row[0])).toEqual(grid.map((row) => row[0]));
      } catch (error) {
        expect(String(error)).toMatch(/only a part/);
      }
    }
  });
});
