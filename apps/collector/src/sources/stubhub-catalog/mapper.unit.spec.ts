import { columnsOf, isColumns } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../exact-json.js';
import { accessTokenOf, basicCredentials } from './access-token.js';
import { mapSellerListing } from './mapper.js';
import { followed, isOfAnother, pageOf } from './page.js';
import { payload } from './payloads.examples.js';
import { judge } from './verdict.js';

const items = pageOf(parseExactJson(payload('page-1.json')))!.items;
const listing = (item: unknown) => {
  const mapped = mapSellerListing(item);
  return mapped.kind === 'listing' ? mapped.listing : mapped.reason;
};

describe('a seller listing', () => {
  it('is what a buyer sees of it: list price before fees, no all-in price, ids exact beyond 2^53', () => {
    expect(listing(items[0])).toEqual({
      listingId: '9007199254740993',
      section: '101',
      row: null,
      quantity: 4,
      allInPrice: null,
      listPrice: 13_499,
      netProceeds: 12_150,
      currency: 'USD',
      zone: null,
      seats: null,
      splits: 'Pairs',
      ticketClass: 'E-ticket',
      faceValue: null,
      notes: 'Aisle seat',
      listedAt: '2026-11-01T09:30:00Z',
      startsAt: null,
      durationMinutes: null,
    });
  });

  it('has money in the minor unit of its currency, and tells nothing where nothing is told', () => {
    expect(listing(items[1])).toMatchObject({ listPrice: 9_000, currency: 'JPY', netProceeds: null });
    expect(listing({ id: 8 })).toMatchObject({ listingId: '8', listPrice: null, currency: null, quantity: null });
  });

  it.each([
    [7, 'not-an-object'],
    [{}, 'no-listing-id'],
    [{ id: -1 }, 'no-listing-id'],
    [{ id: 1, number_of_tickets: '2' }, 'unreadable-quantity'],
    [{ id: 1, ticket_price: 'cheap' }, 'unreadable-price'],
    [{ id: 1, ticket_price: { amount: 'cheap', currency_code: 'USD' } }, 'unreadable-price'],
    [{ id: 1, ticket_price: { amount: 1 } }, 'unreadable-currency'],
    [{ id: 1, ticket_price: { amount: 1, currency_code: 'USD' }, face_value: { amount: 1, currency_code: 'EUR' } }, 'currency-conflict'],
    [{ id: 1, seating: 7 }, 'unreadable-text'],
  ])('%j is left out: %s', (item, reason) => expect(listing(item)).toBe(reason));

  it('of another event is known, but not one of an event merged into ours', () => {
    expect(items.map((item) => isOfAnother(item, '42'))).toEqual([false, false]);
    expect(isOfAnother(items[0], '43')).toBe(true);
    expect(isOfAnother({ id: 8 }, '43')).toBe(false);
  });
});

describe('a page', () => {
  it.each([{}, [], null, { total_items: 3 }, { total_items: -1, _embedded: { items: [] } }, { _embedded: { items: {} } }])(
    'is not %j',
    (json) => expect(pageOf(json)).toBeNull(),
  );
  it('without items says so by its total', () => expect(pageOf({ total_items: 0 })).toEqual({ items: [], total: 0, next: null }));

  it('is followed within its collection only', () => {
    const from = new URL('https://api.example.com/v2/sellerlistings?page=1');
    expect(followed('/v2/sellerlistings?page=2', from)?.href).toBe('https://api.example.com/v2/sellerlistings?page=2');
    for (const href of [
      'https://evil.example.com/v2/sellerlistings',
      '//evil.example.com/',
      '/v2/sales',
      'http://api.example.com/v2/sellerlistings',
      '::',
    ])
      expect(followed(href, from)).toBeNull();
  });
});

describe('an error', () => {
  const judged = (status: number, code?: string) =>
    judge({ kind: 'reply', status, location: null, retryAfter: null, body: JSON.stringify({ code }) }, pageOf);
  it.each([
    [400, 'validation_failed', 'source-changed'],
    [400, 'https_required', 'source-changed'],
    [400, 'user_agent_required', 'source-changed'],
    [403, 'insufficient_scope', 'blocked'],
    [401, undefined, 'blocked'],
    [404, undefined, 'wrong-event'],
    [429, undefined, 'throttled'],
    [500, 'internal_server_error', 'unreachable'],
    [503, undefined, 'unreachable'],
    [418, undefined, 'unreadable'],
  ])('%i %s means %s', (status, code, reason) => expect(judged(status, code)).toMatchObject({ kind: 'blind', reason, httpStatus: status }));
});

describe('an access token', () => {
  it('is renewed after nine tenths of its life', () => {
    expect(accessTokenOf({ access_token: 'a', token_type: 'Bearer', expires_in: 100 }, 1_000)).toEqual({ bearer: 'a', renewAtMs: 91_000 });
    expect(accessTokenOf({ access_token: 'a', token_type: 'bearer' }, 0)?.renewAtMs).toBe(270_000);
  });
  it.each([{}, null, { access_token: 'a', token_type: 'mac' }, { access_token: 'a\r\nx: y', token_type: 'bearer' }])('is not %j', (json) =>
    expect(accessTokenOf(json, 0)).toBeNull(),
  );
  it('is asked for with credentials encoded as the standard says', () => {
    expect(Buffer.from(basicCredentials('a:b', 'c d%').slice(6), 'base64').toString()).toBe('a%3Ab:c+d%25');
  });
});

describe('whatever the API answers', () => {
  it('is read without a crash, and what is read the tape can hold', () => {
    const odd = fc.record({
      id: fc.oneof(fc.nat(), fc.jsonValue({ maxDepth: 2 })),
      ticket_price: fc.jsonValue({ maxDepth: 2 }),
      seating: fc.jsonValue({ maxDepth: 2 }),
      _embedded: fc.jsonValue({ maxDepth: 2 }),
      created_at: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(fc.oneof(odd, fc.jsonValue({ maxDepth: 3 })), (item) => {
        const mapped = mapSellerListing(item);
        if (mapped.kind === 'listing') expect(isColumns(columnsOf([mapped.listing]))).toBe(true);
        isOfAnother(item, '42');
        pageOf(item);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 100) },
    );
  });
});
