import type { BookFact, Listing } from '@tickettape/contracts';
import { until } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Market } from '@tickettape/admin-answers';
import { booksOf } from './system/facts.js';
import { proAnswers, type ProAnswer, type ProListing } from './system/pro-answers.js';
import { serveAnswers, type ProServer } from './system/pro-server.js';
import { bookAt, expectTablesToEqualTape, isCaughtUp, liveListings } from './system/tables.js';
import { startSystem, type System } from './system/system.js';

const answers: Record<string, ProAnswer[]> = { '5950001': proAnswers(1, 120, 32), '9810002': proAnswers(2, 60, 3) };

const events = `viagId,Event Name,Venue,City,Country,Event Date (Local),is_tracked,Time Zone
5950001,"Game 7, deciding",TD Garden,Boston,United States,2099-05-29 20:30:00,TRUE,America/New_York
9810002,Festival,Grounds,Indio,United States,2099-04-14 12:00:00,TRUE,America/Los_Angeles
`;

let source: ProServer;
let system: System;

beforeAll(async () => {
  source = await serveAnswers(answers);
  system = await startSystem({ sheet: { events }, sourceUrl: source.url });
}, 90_000);
afterAll(async () => {
  await system.stop();
  await source.stop();
});

/** What the product must make of a served listing, written down here a second time on purpose. */
const expected = (listing: ProListing): Partial<Listing> => ({
  listingId: String(listing.listingId),
  section: listing.section,
  row: listing.row,
  quantity: listing.availableTickets,
  allInPrice: cents(listing.sellerAllInPrice?.amt),
  netProceeds: cents(listing.sellerNetProceeds?.amt),
  listPrice: null,
  currency: 'USD',
});
const cents = (amt: number | undefined): number | null => (amt === undefined ? null : Number(amt.toFixed(2).replace('.', '')));
const expectedBook = (answer: ProAnswer) =>
  new Map(answer.map((listing) => [String(listing.listingId), expect.objectContaining(expected(listing))]));

const recorded = async (eventId: string): Promise<BookFact[]> => (await booksOf(system.tape)).get(`stubhub/${eventId}`)?.facts ?? [];
const looksAt = (eventId: string, count: number) =>
  until(async () => (await recorded(eventId)).length >= count, { timeoutMs: 60_000, label: `${count} looks at ${eventId}` });
const caughtUp = () => until(() => isCaughtUp(system.tape, system.database.pool), { timeoutMs: 20_000, label: 'the tables are caught up' });

describe('a series of answers, replayed', () => {
  it('is recorded look by look, and every past book is the answer that was served', { timeout: 90_000 }, async () => {
    await Promise.all(Object.entries(answers).map(([eventId, series]) => looksAt(eventId, series.length)));
    await caughtUp();
    for (const [eventId, series] of Object.entries(answers)) {
      const facts = await recorded(eventId);
      for (const [look, answer] of series.entries()) {
        expect(facts[look]).toMatchObject({ data: { sequence: look + 1, complete: true, received: answer.length } });
        const past = await bookAt(system.database.pool, { source: 'stubhub', eventId }, facts[look]!.data.observedAt);
        expect(past).toEqual(expectedBook(answer));
      }
    }
  });

  it('shows in listing_changes the set differences between successive answers', async () => {
    for (const [eventId, series] of Object.entries(answers)) {
      const { rows } = await system.database.pool.query<{ sequence: string; listing_id: string; change: string }>(
        `select sequence, listing_id, change from listing_changes where source = 'stubhub' and event_id = $1`,
        [eventId],
      );
      for (let look = 1; look < series.length; look += 1) {
        const ofLook = rows.filter(({ sequence }) => Number(sequence) === look + 1);
        const ids = (wanted: (change: string) => boolean) =>
          ofLook
            .filter(({ change }) => wanted(change))
            .map(({ listing_id }) => listing_id)
            .toSorted();
        const difference = differences(series[look - 1]!, series[look]!);
        expect([ids((change) => change === 'appeared'), ids((change) => change === 'gone')]).toEqual([
          difference.appeared,
          difference.gone,
        ]);
        expect(ids((change) => ['repriced', 'quantity', 'revised'].includes(change))).toEqual(difference.changed);
      }
    }
  });

  it('keeps what was not told as null', async () => {
    const last = answers['5950001']!.at(-1)!;
    const untold = last.filter(({ sellerAllInPrice }) => sellerAllInPrice === null);
    expect(untold.length).toBeGreaterThan(0);
    const live = await liveListings(system.database.pool, { source: 'stubhub', eventId: '5950001' });
    for (const { listingId } of untold) expect(live.get(String(listingId))!.allInPrice).toBeNull();
  });

  it('is told by storage as the dashboard understands it', async () => {
    const answer = await fetch(`${system.url('storage')}/admin/market`);
    const market = Market.parse(await answer.json());
    expect(market.map(({ eventId, listings }) => [eventId, listings]).toSorted()).toEqual(
      Object.entries(answers).map(([eventId, series]) => [eventId, series.at(-1)!.length]),
    );
  });

  it('does not change when messages are delivered again and every service is restarted', { timeout: 90_000 }, async () => {
    const message = await system.tape.jsm.direct.getMessage('BOOKS', { seq: 1 });
    await system.tape.js.publish(message!.subject, message!.data);
    for (const name of ['storage', 'collector', 'notifier', 'sheet-sync'] as const) await system.crash(name);
    const before = (await recorded('9810002')).length;
    await looksAt('9810002', before + 2);
    await system.finish('collector');
    await caughtUp();
    await expectTablesToEqualTape(system.tape, system.database.pool);
    const live = await liveListings(system.database.pool, { source: 'stubhub', eventId: '9810002' });
    expect(live).toEqual(expectedBook(answers['9810002']!.at(-1)!));
  });
});

const differences = (before: ProAnswer, after: ProAnswer) => {
  const old = new Map(before.map((listing) => [listing.listingId, JSON.stringify(listing)]));
  const now = new Map(after.map((listing) => [listing.listingId, JSON.stringify(listing)]));
  const sorted = (ids: Iterable<number>) => [...ids].map(String).toSorted();
  return {
    appeared: sorted([...now.keys()].filter((id) => !old.has(id))),
    changed: sorted([...now].filter(([id, listing]) => old.has(id) && old.get(id) !== listing).map(([id]) => id)),
    gone: sorted([...old.keys()].filter((id) => !now.has(id))),
  };
};
