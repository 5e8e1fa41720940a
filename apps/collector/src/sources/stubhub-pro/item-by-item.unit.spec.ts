import { observe, unseenBook } from '@tickettape/book';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from './answer.js';
import { aReply } from './payloads.examples.js';
import type { WrittenItems } from './recall.js';
import { sightingOf } from './sighting.js';
import { judge } from './verdict.js';

const key = { source: 'stubhub', eventId: '42' };
const at = '2026-11-22T00:00:00.000Z';

const lookAt = (body: string, { recall, known }: { recall?: WrittenItems | undefined; known?: Parameters<typeof sightingOf>[2] } = {}) => {
  const verdict = judge(aReply({ body }), key, recall);
  return verdict.kind === 'blind' ? { verdict } : sightingOf(verdict.answer, at, known);
};

/** The same JSON, written so that no item seems to begin anywhere: it can only be read as a whole. */
const disguised = (body: string) => body.replaceAll('"listingId"', String.raw`"listing\u0049d"`);

/** All that a look tells, but the name of the answer, which is of its bytes. */
const told = (look: ReturnType<typeof lookAt>) => {
  if ('verdict' in look) return look;
  const { answer: _, ...sighting } = look.sighting;
  return { sighting, skips: look.skips };
};

const item = (listingId: number, price = 100) =>
  JSON.stringify({ listingId, section: '101', sellerAllInPrice: { amt: price, currency: 'USD' } });
const listOf = (...items: string[]) => `[${items.join(',')}]`;
const recallOf = (body: string) => {
  const look = lookAt(body);
  if ('verdict' in look || look.recall === undefined) throw new Error('nothing is recalled');
  return look;
};

describe('an answer beside what is recalled of the one before', () => {
  const before = [1, 2, 3, 4, 5, 6].map((id) => item(id));
  const first = recallOf(listOf(...before));

  it('is read only where it is written differently; all else is what it was', () => {
    const now = [...before.slice(0, 2), item(33, 5), before[3]!, item(5, 80), before[5]!];
    const { items } = answerOf(listOf(...now), first.recall)!;
    expect(items.map((read) => read !== undefined)).toEqual([true, false, true, false, true, true]);
    const { sighting } = recallOf(listOf(...now));
    const look = lookAt(listOf(...now), { recall: first.recall });
    if ('verdict' in look) throw new Error('blind');
    expect(look.sighting).toEqual(sighting);
    for (const place of [1, 3]) expect(look.sighting.listings[place]).toBe(first.sighting.listings[place]);
  });

  it('is followed where items go and come, also many looks on', () => {
    let { recall } = first;
    for (let look = 1; look <= 5; look += 1) {
      const now = [item(100 + look), ...before.slice(1, look), ...before.slice(look + 1), item(200 + look), item(300)];
      const seen = lookAt(listOf(...now), { recall });
      if ('verdict' in seen) throw new Error('blind');
      expect(answerOf(listOf(...now), recall)!.items.filter((read) => read === undefined).length).toBeGreaterThanOrEqual(2);
      expect(seen.sighting.listings.map(({ listingId }) => listingId)).toEqual(now.map((text) => String(JSON.parse(text).listingId)));
      ({ recall } = seen);
    }
  });

  it('is read again where an item was skipped, and skipped again', () => {
    const broken = '{"listingId":7,"availableTickets":-1}';
    const body = listOf(item(1), broken, item(2), item(3));
    const { recall, skips } = recallOf(body);
    expect(lookAt(body, { recall })).toMatchObject({ skips, sighting: { skipped: 1, doubts: ['skipped-listings'] } });
  });

  it.each([
    ['an item that holds what looks like two items', `{"listingId":2,"parts":[{"a":1},{"listingId":3}]}`],
    ['an item that ends where none seems to end', `{"listingId":2},5,{"a":[{"b":1},{"listingId":3}]}`],
    ['text after an item', `{"listingId":2},{"a":1},"x"`],
    ['an item without an id first', `{"section":"1","listingId":2}`],
  ])('is read as a whole where the text cannot be cut between its items: %s', (_, odd) => {
    const body = listOf(item(1), odd, item(4), item(5));
    expect(answerOf(body)).toMatchObject({ fingerprints: null });
    expect(told(lookAt(body, { recall: first.recall }))).toEqual(told(lookAt(disguised(body))));
  });

  it('is read as a whole where an id is too long for a number, since then all numbers are read as digits', () => {
    const section = (digits: string) => `{"listingId":5,"section":${digits}}`;
    const body = listOf(item(1), section('12345678901234567890'), item(2));
    const { recall, sighting } = recallOf(body);
    expect(sighting.listings[1]).toMatchObject({ section: '12345678901234567000' });
    const longer = listOf(item(1), section('12345678901234567890'), item(2), '{"listingId":98765432109876543210}');
    const look = lookAt(longer, { recall });
    expect(look).toMatchObject({ sighting: { listings: [{}, { section: '12345678901234567890' }, {}, {}] }, recall: undefined });
  });

  it('is broken where it is broken between items that are known', () => {
    const body = listOf(...before).replace('"listingId":4', '"listingId":4,,');
    expect(lookAt(body, { recall: first.recall })).toMatchObject({ verdict: { reason: 'unreadable' } });
    expect(lookAt(listOf(...before).slice(0, -1), { recall: first.recall })).toMatchObject({ verdict: { reason: 'unreadable' } });
  });
});

const seldom = <Value>(oneIn: number, plain: fc.Arbitrary<Value>, ...odd: Value[]) =>
  fc.oneof({ weight: oneIn, arbitrary: plain }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

/** What stands in an item beside its id. */
const fields = seldom(
  60,
  fc.constantFrom(
    '"section":"101"',
    '"section":"101","row":"K"',
    '"sellerAllInPrice":{"amt":80.5,"currency":"USD"}',
    '"sellerAllInPrice":{"amt":1e99,"currency":"USD"}',
    '"section":"R\u00e4ng 1"',
    '"section":"},{\\"listingId\\":9"',
    '"section":12345678901234567890',
    '"eventId":42',
  ),
  '"section":"\ud83c\udfab"',
  '"parts":[{"a":1},{"listingId":3}]',
  '"parts":{"listings":[{"listingId":3},{"listingId":4}]}',
);
const id = seldom(80, fc.nat(40).map(String), '"7"', '98765432109876543210', '-1', 'null');
const anItem = seldom(
  80,
  fc.tuple(id, fields).map(([listingId, told]) => `{"listingId":${listingId},${told}}`),
  '{"section":"1","listingId":2}',
  '{"listingId": 3}',
  '{}',
  '7',
  'null',
  '"},{"',
  '[]',
  '{"listingId":5,"eventId":43}',
);

type Items = readonly string[];
const place = fc.nat(30);
/** What happens to the items from one look to the next. */
const edit: fc.Arbitrary<(items: Items) => Items> = fc.oneof(
  fc.tuple(place, anItem).map(
    ([index, text]) =>
      (items: Items) =>
        items.toSpliced(index, 0, text),
  ),
  fc.tuple(place, anItem).map(
    ([index, text]) =>
      (items: Items) =>
        items.toSpliced(index, 1, text),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 20 })).map(
    ([index, count]) =>
      (items: Items) =>
        items.toSpliced(index, count),
  ),
  fc.tuple(place, place).map(
    ([from, to]) =>
      (items: Items) =>
        items.toSpliced(to, 0, ...items.slice(from, from + 1)),
  ),
  fc.constant((items: Items) => items.toReversed()),
);
/** Mostly as it was. */
const edits = fc.oneof({ weight: 3, arbitrary: fc.array(edit, { maxLength: 3 }) }, { weight: 1, arbitrary: fc.constant([]) });

const style = fc.record({
  comma: seldom(20, fc.constant(','), ', ', '\n,\t', ',,'),
  frame: seldom(
    20,
    fc.constant(['[', ']'] as [string, string]),
    ['{"listings":[', '],"totalCount":12,"pageCount":1}'],
    ['{"totalCount":30,"listings":[', ']}'],
    ['{"other":[{"listingId":1},{"listingId":2}],"listings":[', ']}'],
  ),
  damage: seldom(
    20,
    fc.constant((body: string) => body),
    (body) => body.slice(0, -20),
    (body) => body.replace('}', ''),
    (body) => body.replace('},{', '},5,{'),
    (body) => body.replace(':', '::'),
  ),
});
const look = fc.record({ edits, style });

describe('looks at a book one after the other', () => {
  it('are the same whether anything is recalled or not, whatever is answered', () => {
    let recalled = 0;
    let read = 0;
    const series = fc.tuple(fc.array(anItem, { minLength: 3, maxLength: 30 }), fc.array(look, { minLength: 2, maxLength: 8 }));
    fc.assert(
      fc.property(series, ([start, looks]) => {
        let items: Items = start;
        let book = unseenBook();
        let recall: WrittenItems | undefined;
        for (const { edits, style } of looks) {
          for (const edit of edits) items = edit(items);
          const body = style.damage(style.frame[0]! + items.join(style.comma) + style.frame[1]!);
          const known = book.status === 'seen' ? book.listings : undefined;
          const now = lookAt(body, { recall, known });
          const whole = told(lookAt(disguised(body)));
          expect(told(now)).toEqual(whole);
          expect(told(lookAt(body))).toEqual(whole);
          recalled += answerOf(body, recall)?.items.filter((item) => item === undefined).length ?? 0;
          read += items.length;
          if ('sighting' in now) {
            ({ book } = observe(key, now.sighting, book));
            ({ recall } = now);
          }
        }
      }),
      { numRuns: Number(process.env['RECALL_RUNS'] ?? 500) },
    );
    expect(recalled).toBeGreaterThan(read / 4);
  });
});
