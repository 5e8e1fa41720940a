import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byId, decide, unseenBook, type Sighting } from '@tickettape/book';
import { isColumns, columnsOf } from '@tickettape/contracts';
import { aReply, payload } from './payloads.examples.js';
import { answerOf, joined, type Answer } from './answer.js';
import { sightingOf } from './sighting.js';
import { judge } from './verdict.js';

const key = { source: 'stubhub', eventId: '42' };
const listings = payload('listings.json');
const at = '2026-11-22T00:00:00.000Z';
const judged = (told: Parameters<typeof aReply>[0]) => {
  const verdict = judge(aReply(told), key);
  return verdict.kind === 'blind' ? verdict.reason : 'listings';
};
const seen = (body: string) => {
  const verdict = judge(aReply({ body }), key);
  if (verdict.kind === 'blind') throw new Error(verdict.detail);
  return sightingOf(verdict.answer, at);
};

/** As the look goes on the tape. */
const doubtsOf = (sighting: Sighting) => {
  const fact = decide(key, sighting, unseenBook());
  return fact.type === 'coverage.lost.v1' ? [] : fact.data.doubts;
};

describe('an answer', () => {
  it('is a sighting when it is an array', () => {
    expect(seen(listings).sighting).toMatchObject({ observedAt: at, expected: null, received: 3, skipped: 0, doubts: [] });
    expect(seen(listings).sighting.listings.map(({ listingId, allInPrice }) => [listingId, allInPrice])).toEqual([
      ['7100000001', 16_554],
      ['7100000002', 65_100],
      ['7100000003', null],
    ]);
  });

  it('is a sighting when the array comes in an object with its total', () => {
    expect(seen(`{"listings":${listings},"totalCount":3}`).sighting).toMatchObject({ expected: 3, doubts: [] });
    expect(seen(`{"listings":${listings},"totalCount":9}`).sighting).toMatchObject({ expected: 9, doubts: ['fewer-than-declared'] });
    expect(seen(`{"listings":${listings},"totalCount":"many"}`).sighting).toMatchObject({ expected: null, doubts: [] });
  });

  it('in pages is one answer with all items, in doubt where they overlap or end before the total', () => {
    const items = JSON.parse(listings) as object[];
    const page = (from: number, to: number, totalCount = 3) =>
      answerOf(JSON.stringify({ listings: items.slice(from, to), totalCount, pageCount: 2 }))!;
    const doubts = (...pages: Answer[]) => doubtsOf(sightingOf(joined(pages), at).sighting);
    expect(doubts(page(0, 2), page(2, 3))).toEqual([]);
    expect(doubts(page(0, 2), page(1, 3))).toEqual(['duplicate-listings']);
    expect(doubts(page(0, 2), page(2, 2))).toEqual(['fewer-than-declared']);
    expect(doubts(page(0, 2), page(2, 3, 4))).toEqual(['fewer-than-declared']);
  });

  it('is in doubt where items are skipped or repeated, and the first of two counts', () => {
    const { sighting, skips } = seen(payload('odd-items.json'));
    expect(sighting).toMatchObject({ expected: 14, received: 13, skipped: 11 });
    expect(doubtsOf(sighting)).toEqual(['skipped-listings', 'fewer-than-declared', 'duplicate-listings']);
    expect(sighting.listings[0]).toMatchObject({ listingId: 'a-1', section: '112', allInPrice: 8010, currency: 'EUR' });
    expect(skips.slice(-2)).toEqual([
      { listingId: 'b-6', reason: 'unreadable-currency' },
      { listingId: 'b-7', reason: 'currency-conflict' },
    ]);
  });

  it('is a sighting when it is empty; whether that is credible is judged beside the book', () =>
    expect(seen('[]').sighting).toMatchObject({ received: 0, listings: [], doubts: [] }));

  it('keeps ids that a number cannot hold', () => {
    const ids = ['9007199254740993', '123456789012345678901234567890', '18446744073709551615'];
    const body = `[${ids.map((id) => `{"listingId":${id},"sellerAllInPrice":{"amt":165.54},"currencyCode":"USD"}`).join()}]`;
    expect(seen(body).sighting.listings.map(({ listingId, allInPrice }) => [listingId, allInPrice])).toEqual(ids.map((id) => [id, 16_554]));
  });

  it.each([
    ['a login page with 200', { body: payload('login.html') }, 'blocked'],
    ['a challenge page with 200', { body: payload('challenge.html') }, 'challenged'],
    ['a challenge page with 403', { status: 403, body: payload('challenge.html') }, 'challenged'],
    ['a challenge page with 503', { status: 503, body: payload('challenge.html') }, 'challenged'],
    ['a challenge as JSON', { status: 403, body: '{"url":"https://geo.captcha-delivery.com/c/"}' }, 'challenged'],
    ['another page', { body: payload('maintenance.html') }, 'unreadable'],
    ['an empty body', { body: ' ' }, 'unreadable'],
    ['half of the JSON', { body: listings.slice(0, 400) }, 'unreadable'],
    ['JSON that is no list', { body: '{"result":"ok","count":7}' }, 'unreadable'],
    ['null', { body: 'null' }, 'unreadable'],
    ['listings that are null', { body: '{"listings":null}' }, 'unreadable'],
    ['nesting without end', { body: '['.repeat(200_000) }, 'unreadable'],
    ['401', { status: 401 }, 'blocked'],
    ['403', { status: 403, body: '{"message":"Access denied."}' }, 'blocked'],
    ['a redirect to a login page', { status: 302, location: '/Account/LogIn?next=x' }, 'blocked'],
    ['a redirect to elsewhere', { status: 301, location: 'https://elsewhere.example/' }, 'unreadable'],
    ['429', { status: 429, body: 'Too many requests' }, 'throttled'],
    ['404', { status: 404, body: payload('maintenance.html') }, 'wrong-event'],
    ['400', { status: 400 }, 'unreadable'],
    ['500', { status: 500 }, 'unreachable'],
    ['503', { status: 503, body: payload('maintenance.html') }, 'unreachable'],
    ['items of another event', { body: '[{"listingId":1,"viagogoEventId":42},{"listingId":2,"viagogoEventId":43}]' }, 'wrong-event'],
    ['listings whose notes speak of captchas', { body: '[{"listingId":1,"listingNotes":["no captcha, please log in"]}]' }, 'listings'],
    ['items of this event', { body: '[{"listingId":1,"eventId":"42"}]' }, 'listings'],
  ] as const)('with %s is %s', (_, told, reason) => expect(judged(told)).toBe(reason));

  it('that never came is unreachable, and one that is too large is unreadable', () => {
    expect(judge({ kind: 'failure', code: 'ECONNRESET' }, key)).toMatchObject({ reason: 'unreachable', transient: true, httpStatus: null });
    expect(judge({ kind: 'failure', code: 'TOO_LARGE' }, key)).toMatchObject({ reason: 'unreadable', transient: false });
  });
});

describe('any answer', () => {
  const status = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 }));
  const plain = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom('<html>', payload('login.html'), '[]', 'null'));
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.double(),
    fc.constantFrom(null, '', '1', 12.5, 'USD', {}, { amt: 5, currency: 'USD' }, { amt: '7' }),
  );
  const fields = [
    'listingId',
    'section',
    'row',
    'availableTickets',
    'listingNotes',
    'sellerNetProceeds',
    'sellerAllInPrice',
    'currencyCode',
  ];
  const items = fc.array(fc.oneof(odd, fc.dictionary(fc.constantFrom(...fields), odd)), { maxLength: 20 });
  const answers = fc.oneof(
    plain,
    items.map((list) => JSON.stringify(list)),
    fc.record({ listings: items, totalCount: odd }).map((all) => JSON.stringify(all)),
  );

  it('neither throws nor invents: every listing has an id that the text holds, meets its contract and is counted', () => {
    fc.assert(
      fc.property(status, answers, (code, body) => {
        const verdict = judge(aReply({ status: code, body }), key);
        if (verdict.kind === 'blind') return;
        const { sighting, skips } = sightingOf(verdict.answer, at);
        expect(isColumns(columnsOf([...byId(sighting.listings).values()]))).toBe(true);
        expect(sighting.received).toBe((JSON.parse(body).listings ?? JSON.parse(body)).length);
        expect(sighting.listings.length + skips.length).toBe(sighting.received);
        if (skips.length > 0) expect(sighting.doubts).not.toEqual([]);
        const ids = new Set<string>();
        JSON.parse(body, (name, value) =>
          name === 'listingId'
            ? void ids.add(
                String(value)
                  .replace(/[\u0000-\u001f\u007f]/g, ' ')
                  .toWellFormed()
                  .trim(),
              )
            : value,
        );
        for (const { listingId } of sighting.listings) expect(ids).toContain(listingId);
      }),
      { numRuns: 500 },
    );
  });

  it('that breaks off anywhere is never a list of listings', () => {
    const body = JSON.stringify(JSON.parse(listings));
    for (let end = 0; end < body.length; end += 1) expect(judged({ body: body.slice(0, end) })).toBe('unreadable');
  });
});
