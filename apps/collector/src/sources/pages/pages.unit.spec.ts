import type { Listing } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import type { Source } from '../source.js';
import { configuredSources, pagePayload } from './configured.examples.js';

const observedAt = '2026-11-24T10:00:00.000Z';
const sources = await configuredSources();
const read = (name: string, body: string, eventId: string) =>
  (sources.get(name) as Source).read({ source: name, eventId }, [body], observedAt);
const seen = (name: string, body: string, eventId: string) => {
  const { observation } = read(name, body, eventId);
  if (observation.kind === 'blind') throw new Error(observation.detail);
  return observation;
};
const why = (name: string, body: string, eventId: string) => {
  const { observation } = read(name, body, eventId);
  return observation.kind === 'blind' ? [observation.reason, observation.detail] : ['seen', observation.listings.length];
};
const column = (listings: readonly Listing[], name: keyof Listing) => listings.map((listing) => listing[name]);

const data = pagePayload('event-data.json');
const page = pagePayload('event-page.html');
const cards = pagePayload('cards.html');
const eventId = '155000123';

describe.each([
  ['data', data],
  ['island', page],
])('the page of an event, read as %s', (name, body) => {
  const observation = seen(name, body, eventId);
  const { listings } = observation;

  it('shows a part of the listings and says so', () => {
    expect(observation).toMatchObject({ received: 4, expected: 11, skipped: 0, doubts: ['fewer-than-declared'] });
  });

  it('keeps ids as they are, beyond 2^31 and 2^53', () => {
    expect(column(listings, 'listingId')).toEqual(['12900000001', '13000000417', '9007199254740993', '13000000902']);
  });

  it('reads prices in the currency of the buyer, and no face value of another', () => {
    expect(column(listings, 'allInPrice')).toEqual([25_875, 40_250, 105_589, 42_300]);
    expect(column(listings, 'currency')).toEqual(['USD', 'USD', 'USD', 'USD']);
    expect(column(listings, 'faceValue')).toEqual([null, null, 9_550, null]);
  });

  it('reads what is empty as not told, and lists as one text', () => {
    expect(column(listings, 'row')).toEqual(['N', null, 'T', null]);
    expect(column(listings, 'seats')).toEqual(['1_2', null, '3_4', null]);
    expect(column(listings, 'splits')).toEqual(['1,2,2', '1,2,4', '1,2,3', '1,2,2']);
    expect(column(listings, 'notes')).toEqual(['Clear view', null, 'Aisle', null]);
    expect(column(listings, 'listPrice')).toEqual([null, null, null, null]);
  });

  it('is another event where it names another one, as a whole or in one item', () => {
    expect(why(name, body, '155000124')[0]).toBe('wrong-event');
    expect(why(name, body.replace('"eventId": 155000123', '"eventId": 155000124'), eventId)[0]).toBe('wrong-event');
    expect(why(name, body.replaceAll(/"eventId": \d+/g, '"event": 1'), eventId)).toEqual([
      'unreadable',
      expect.stringContaining('which event'),
    ]);
  });

  it('is nothing where its total cannot be read', () => {
    expect(why(name, body.replace('"totalCount": 11', '"totalCount": "many"'), eventId)).toEqual([
      'unreadable',
      expect.stringContaining('total'),
    ]);
  });
});

describe('an answer that is none', () => {
  const challenge = '<html><head><title>Just a moment...</title></head><body class="cf-challenge">Verify you are human</body></html>';
  const login = '<html><body><form><input type="password" name="p"></form></body></html>';

  it.each(['data', 'island', 'cards'])('is judged by its content by %s', (name) => {
    expect(why(name, challenge, eventId)[0]).toBe('challenged');
    expect(why(name, login, eventId)[0]).toBe('blocked');
    expect(why(name, '<html><body>Welcome</body></html>', eventId)[0]).toBe('unreadable');
    expect(why(name, '', eventId)).toEqual(['unreadable', expect.stringContaining('empty')]);
  });

  it('is not guessed at: data that comes twice, breaks off or is missing', () => {
    const script = /<script id[^]*<\/script>/.exec(page)![0];
    expect(
      why(
        'island',
        page.replace('</body>', () => `${script}</body>`),
        eventId,
      ),
    ).toEqual(['unreadable', expect.stringContaining('more than once')]);
    expect(why('island', page.replace(/"totalCount"[^]*<\/script>/, '</script>'), eventId)).toEqual([
      'unreadable',
      expect.stringContaining('no JSON'),
    ]);
    expect(why('island', page.slice(0, 1500), eventId)[0]).toBe('unreadable');
    expect(why('island', page.replace('index-data', 'other'), eventId)[0]).not.toBe('seen');
    expect(why('data', data.slice(0, 900), eventId)).toEqual(['unreadable', expect.stringContaining('half')]);
    expect(why('data', data.replace('"items"', '"offers"'), eventId)).toEqual(['unreadable', expect.stringContaining('no list')]);
    expect(why('data', `${'['.repeat(5000)}${']'.repeat(5000)}`, eventId)[0]).toBe('unreadable');
    expect(why('cards', '<div>'.repeat(5000), '8800')[0]).toBe('unreadable');
  });
});

describe('a page of cards', () => {
  it('is read as people write numbers, and what cannot be read is skipped and named', () => {
    const look = read('cards', cards, '8800');
    expect(look.observation).toMatchObject({
      kind: 'seen',
      received: 5,
      expected: 1204,
      skipped: 3,
      doubts: ['skipped-listings', 'fewer-than-declared'],
    });
    expect(look.skips).toEqual([
      { listingId: '77002', reason: 'unreadable-quantity' },
      { listingId: '77003', reason: 'unreadable-price' },
      { listingId: null, reason: 'no-listing-id' },
    ]);
    expect(seen('cards', cards, '8800').listings).toEqual([
      expect.objectContaining({ listingId: '77001', section: 'Block A', row: '4', quantity: 2, allInPrice: 123_450, currency: 'EUR' }),
      expect.objectContaining({ listingId: '77004', section: 'Block & Bar', row: null, quantity: 6, allInPrice: 50 }),
    ]);
  });

  it('is empty only where the page says so', () => {
    const none = cards.replace(/<ol>[^]*<\/ol>/, '<p>Es gibt derzeit keine Angebote.</p>');
    expect(seen('cards', none, '8800')).toMatchObject({ listings: [], expected: 0, doubts: [] });
    expect(why('cards', cards.replace(/<ol>[^]*<\/ol>/, ''), '8800')[0]).toBe('unreadable');
    expect(why('cards', none, '8801')[0]).toBe('wrong-event');
  });

  it('is what the rules of its states say', () => {
    expect(why('cards', '<p>Veranstaltung nicht gefunden</p>', '8800')).toEqual(['wrong-event', expect.any(String)]);
    expect(why('cards', '<p class="wartung">bis 12 Uhr</p>', '8800')[0]).toBe('unreachable');
  });
});
