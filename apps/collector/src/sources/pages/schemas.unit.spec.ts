import { describe, expect, it } from 'vitest';
import { parseSources } from '../configuration/parse-sources.js';
import { JsonPath } from './json-path.js';
import { Selector } from './selector.js';

const entry = (more: string) => `sources:
  - name: shop
    kind: json
    url: http://127.0.0.1/events/{eventId}
    items: $.items
    fields: { listingId: $.id }
${more}`;
const html = (more: string) => entry(more).replace('json', 'html');
const parse = (text: string) => parseSources(text, 'sources.yaml');

describe('a JSONPath', () => {
  it.each(['$', '$.a', '$.a[*].b', "$['a.b'][0]", '$..id', '$.items[?@.kind == "ticket"]', '$.a[1:3]', "$['..$[?']"])(
    'may be %s',
    (path) => {
      expect(JsonPath.safeParse(path).success).toBe(true);
    },
  );
  it.each([
    ['a.b', 'RFC 9535'],
    ['$.a[', 'RFC 9535'],
    ['$..a..b', 'at most one `..`'],
    ['$.a[?@..b]', 'no `..` in it'],
    ['$.a[?@.b][?@.c]', 'at most one filter'],
    ['$.a[?@.b == $.c]', 'only `$`'],
    ['$[*,*][*,*]', 'one thing in each pair of brackets'],
    ['$.a[?match(@.b, "(a+)+")]', 'must not use match()'],
    [`$.${'a'.repeat(400)}`, 'characters long'],
  ])('may not be %s', (path, fault) => {
    expect(JsonPath.safeParse(path).error?.issues[0]?.message).toContain(fault);
  });
});

describe('a selector', () => {
  it.each(['.a', 'ul > li.b[data-c="d+e~f:g"]', ':scope', 'tr:not(.head) td:first-child', '#x'])('may be %s', (text) => {
    expect(Selector.safeParse(text).success).toBe(true);
  });
  it.each(['', 'a:has(b)', 'a ~ b', 'a + b', 'li:nth-child(2)', 'a[', '>>', `.${'a'.repeat(400)}`])('may not be %s', (text) => {
    expect(Selector.safeParse(text).success).toBe(false);
  });
});

describe('an entry', () => {
  it('takes texts for places, and the object for more', () => {
    expect(parse(entry(''))).toMatchObject([
      { items: { path: '$.items' }, fields: { listingId: { path: '$.id', whole: false } }, mostItems: 5000 },
    ]);
  });

  it.each([
    [entry('').replace('{eventId}', '1'), '4:5', 'must have {eventId}'],
    [entry('').replace('{eventId}', '{eventId}/{what}'), '4:5', 'knows {eventId}'],
    [entry('').replace('$.items', '$.items['), '5:5', 'RFC 9535'],
    [entry('').replace('$.items', '.items'), '5:5', 'must be a JSONPath'],
    [entry('').replace('$.id', '.id'), '6:15', 'must be a JSONPath'],
    [entry('').replace('$.id', '{ path: $.id, is: 7 }'), '6:15', 'one of path, select and is'],
    [entry('').replace('listingId', 'price'), '6:5', 'listingId'],
    [entry('').replace('listingId: $.id', 'listingId: $.id, price: $.p'), '6:32', 'price: is not known here'],
    [entry('').replace('listingId: $.id', 'listingId: $.id, allInPrice: { path: $.p, unit: cents }'), '6:57', 'unit'],
    [entry('    paging: { by: offset, parameter: from }'), '7:5', 'size: is required by `offset`'],
    [entry('    paging: { by: page }'), '7:5', 'must have a parameter, or the address {page}'],
    [entry('    paging: { by: cursor, parameter: after }'), '7:5', 'at: is required by `cursor`'],
    [entry('    states: [{ is: gone, when: { status: 404 } }]'), '7:16', 'is'],
    [entry('    states: [{ is: moved, when: {} }]'), '7:27', 'must say something'],
    [entry('    states: [{ is: empty, when: { equals: 0 } }]'), '7:35', 'needs `at`'],
    [html('').replace('$.id', '.id'), '5:5', 'must be a CSS selector'],
    [html('    island: { select: script }').replace('$.id', '.id'), '6:15', 'must be a JSONPath'],
    [entry('    contentType: "a\\nb"'), '7:5', 'contentType'],
  ])('tells where it is wrong: %#', (text, place, fault) => {
    expect(() => parse(text)).toThrow(`sources.yaml:${place} `);
    expect(() => parse(text)).toThrow(fault);
  });
});
