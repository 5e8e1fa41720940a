import { aListing } from '@tickettape/book/examples';
import { describe, expect, it } from 'vitest';
import {
  above,
  alertsOver,
  aWatch,
  below,
  isBlind,
  minute,
  moves,
  newIn,
  partly,
  sees,
  seesListings,
  seesPartly,
  story,
  tape,
} from '../scenario.examples.js';

describe('get-in below 95 USD', () => {
  it('alerts once when the get-in falls below the line, with what it was before', () => {
    expect(story(below(95), sees(103.4, 120), sees(92.1, 120), sees(90, 120))).toEqual([
      'look 2 opens: get-in 92.10 USD is below 95.00 USD; it was 103.40 USD at 12:00:00Z',
    ]);
  });

  it('alerts at the line too, and at the first look that shows it', () => {
    expect(story(below(95), sees(95))).toEqual(['look 1 opens: get-in 95.00 USD is at 95.00 USD; what it was before is not known']);
  });

  it('is over only when the get-in is more than 2 % above the line', () => {
    expect(story(below(95), sees(94), sees(95.01), sees(96.9), sees(96.91))).toEqual([
      expect.stringContaining('look 1 opens'),
      'look 4 closes: get-in 96.91 USD is more than 2 % above 95.00 USD',
    ]);
  });

  it('says it once while the price dances on the line, and again after a real recovery', () => {
    const dance = Array.from({ length: 100 }, (_, index) => sees(index % 2 === 0 ? 94 : 96));
    expect(story(below(95), sees(100), ...dance, sees(110), sees(80))).toEqual([
      expect.stringContaining('look 2 opens'),
      expect.stringContaining('look 102 closes'),
      expect.stringContaining('look 103 opens'),
    ]);
  });

  it('believes a partial look that shows an offer, but not that others are missing', () => {
    expect(story(below(95), sees(100, 120), seesPartly(90))).toEqual([
      'look 2 opens: a partial look proves a get-in of at most 90.00 USD, below 95.00 USD; it was 100.00 USD at 12:00:00Z',
    ]);
    expect(story(below(95), sees(90, 120), seesPartly(null, 120), sees(90, 120))).toHaveLength(1);
    expect(story(below(95), sees(90, 120), partlyWithout0(), sees(120))).toEqual([
      expect.stringContaining('look 1 opens'),
      expect.stringContaining('look 3 closes'),
    ]);
  });

  it('learns nothing from a blind look, and does not alert again when sight returns', () => {
    expect(story(below(95), sees(90), isBlind(), isBlind(), sees(91))).toHaveLength(1);
  });

  it('says that it does not know what was before when sight has just returned', () => {
    expect(story(below(95), sees(100), isBlind(), sees(90))).toEqual([
      'look 3 opens: get-in 90.00 USD is below 95.00 USD; what it was before is not known',
    ]);
  });

  it('knows no price where none was told, and none in another currency', () => {
    expect(story(below(95), sees(null))).toEqual([]);
    expect(story(below(95), seesListings(aListing('a', { allInPrice: 100, currency: 'EUR' })))).toEqual([]);
    expect(story(below(95), sees(90), sees(null), seesListings(aListing('a', { allInPrice: 99_900, currency: 'EUR' })))).toHaveLength(1);
  });

  const partlyWithout0 = () => partly([aListing('1', { allInPrice: 12_000 })]);
});

describe('get-in above 250 USD', () => {
  it('alerts once above the line and is over more than 2 % below it', () => {
    expect(story(above(250), sees(240), sees(260), sees(251), sees(245), sees(244.9))).toEqual([
      'look 2 opens: get-in 260.00 USD is above 250.00 USD; it was 240.00 USD at 12:00:00Z',
      'look 5 closes: get-in 244.90 USD is more than 2 % below 250.00 USD',
    ]);
  });

  it('needs a complete look: a partial one cannot show that nothing is cheaper', () => {
    expect(story(above(250), seesPartly(300), isBlind(), seesPartly(300))).toEqual([]);
  });

  it('does not take an empty answer for a market without cheap offers', () => {
    expect(story(above(250), sees(240), { ...sees(), doubts: ['empty-answer'] } as ReturnType<typeof sees>)).toEqual([]);
  });
});

describe('get-in moves 15 % within 10 minutes', () => {
  it('alerts on a fall against any look of the window', () => {
    expect(story(moves(15, 10), sees(100), sees(95), sees(90), sees(85))).toEqual([
      'look 4 opens: get-in 85.00 USD is down 15 % from 100.00 USD at 12:00:00Z (at least 15 % within 10 min)',
    ]);
  });

  it('alerts on a rise', () => {
    expect(story(moves(15, 10), sees(100), sees(120))).toEqual([
      'look 2 opens: get-in 120.00 USD is up 20 % from 100.00 USD at 12:00:00Z (at least 15 % within 10 min)',
    ]);
  });

  it('compares with no look from before the window', () => {
    const creeping = Array.from({ length: 50 }, (_, index) => sees(100 - index));
    expect(story(moves(15, 10), ...creeping)).toEqual([expect.stringContaining('look 45 opens')]);
  });

  it('is over when it stays for the length of the window, and can alert again', () => {
    const calm = Array.from({ length: 12 }, () => sees(80));
    expect(story(moves(15, 10), sees(100), ...calm, sees(60))).toEqual([
      'look 2 opens: get-in 80.00 USD is down 20 % from 100.00 USD at 12:00:00Z (at least 15 % within 10 min)',
      'look 12 closes: get-in 80.00 USD is within 0 % of every look of the last 10 min',
      'look 14 opens: get-in 60.00 USD is down 25 % from 80.00 USD at 12:12:00Z (at least 15 % within 10 min)',
    ]);
  });

  it('says it once while the price goes up and down', () => {
    const restless = Array.from({ length: 60 }, (_, index) => sees(index % 2 === 0 ? 100 : 80));
    expect(story(moves(15, 10), ...restless)).toHaveLength(1);
  });

  it('believes a fall in a partial look and no rise', () => {
    expect(story(moves(15, 10), sees(100), seesPartly(80))).toEqual([
      'look 2 opens: a partial look proves a get-in of at most 80.00 USD, down 20 % from 100.00 USD at 12:00:00Z (at least 15 % within 10 min)',
    ]);
    expect(story(moves(15, 10), sees(100), seesPartly(150))).toEqual([]);
  });

  it('compares complete looks across blindness, since each stands for itself', () => {
    expect(story(moves(15, 10), sees(100), isBlind(), sees(80))).toHaveLength(1);
  });
});

describe('a new listing in section 101', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => aListing(id)) as [
    ReturnType<typeof aListing>,
    ReturnType<typeof aListing>,
    ReturnType<typeof aListing>,
  ];
  const elsewhere = aListing('x', { section: '204' });

  it('alerts on what appears, not on what is there at the first look', () => {
    expect(story(newIn('101'), seesListings(a), seesListings(a, elsewhere), seesListings(a, elsewhere, b))).toEqual([
      'look 3 opens: a new listing in section 101: 2 tickets at 100.00 USD',
    ]);
  });

  it('does not flood when sight returns', () => {
    expect(story(newIn('101'), seesListings(a), isBlind(), seesListings(a, b, c))).toEqual([]);
  });

  it('compares sections without case', () => {
    expect(story(newIn('floor GA '), seesListings(a), seesListings(a, aListing('f', { section: 'FLOOR GA' })))).toHaveLength(1);
  });

  it('is over with the first complete look that shows no further one', () => {
    expect(story(newIn('101'), seesListings(a), seesListings(a, b), partly([a]), seesListings(a, b), seesListings(a, b, c))).toEqual([
      'look 2 opens: a new listing in section 101: 2 tickets at 100.00 USD',
      'look 4 closes: no further new listing in section 101',
      'look 5 opens: a new listing in section 101: 2 tickets at 100.00 USD',
    ]);
  });

  it('tells a burst once, until nothing new has come for the time to re-arm', () => {
    const burst = { ...newIn('101'), rearmSeconds: 180 };
    const calm = Array.from({ length: 4 }, () => seesListings(a, b, c));
    expect(story(burst, seesListings(a), seesListings(a, b), seesListings(a, b), seesListings(a, b, c), ...calm)).toEqual([
      'look 2 opens: a new listing in section 101: 2 tickets at 100.00 USD',
      'look 5 closes: no further new listing in section 101',
    ]);
  });

  it('does not call new what was gone for less than an hour', () => {
    expect(story(newIn('101'), seesListings(a, b), seesListings(a), seesListings(a, b))).toEqual([]);
  });

  it('believes a new listing in a partial look', () => {
    expect(story(newIn('101'), seesListings(a), partly([b]))).toHaveLength(1);
  });

  it('does not call new what only a partial look had not shown', () => {
    expect(story(newIn('101'), partly([a]), seesListings(a, b))).toEqual([]);
    expect(story(newIn('101'), partly([a]), seesListings(a, b), seesListings(a, b, c))).toEqual([expect.stringContaining('look 3 opens')]);
  });
});

describe('a watch', () => {
  it('defined after looks begins with the next one: nothing is dated back', () => {
    const late = { ...below(95), since: minute(1) };
    expect(story(late, sees(100), sees(90), sees(91))).toEqual([expect.stringContaining('look 3 opens')]);
    expect(story({ ...newIn('101'), since: minute(1) }, seesListings(), seesListings(aListing('a')), seesListings(aListing('a')))).toEqual(
      [],
    );
  });

  it('whose rule was changed closes its episode and begins anew', () => {
    const facts = tape([sees(90), sees(90)]);
    const told = alertsOver(below(95), facts.slice(0, 1));
    const changed = { ...below(92), since: '2026-11-21T12:00:30.000Z' };
    expect(alertsOver(changed, facts, told)).toMatchObject([
      { type: 'alert.opened.v1', id: 'alert:w1:1:opened' },
      { type: 'alert.closed.v1', id: 'alert:w1:1:closed', data: { reason: 'the watch was changed', position: null } },
      { type: 'alert.opened.v1', id: 'alert:w1:2:opened', data: { reason: expect.stringContaining('below 92.00 USD') } },
    ]);
  });

  it('that only got another name keeps its episode', () => {
    const facts = tape([sees(90), sees(90)]);
    const told = alertsOver(below(95), facts.slice(0, 1));
    expect(alertsOver({ ...below(95), name: 'Another', since: minute(0) }, facts, told)).toEqual(told);
  });

  it('of another event hears nothing', () => {
    expect(story({ ...below(95), eventId: '1' }, sees(90))).toEqual([]);
  });

  it('gives the evidence: before, after, at most ten listings, quality of the look and its position', () => {
    const cheap = Array.from({ length: 12 }, (_, index) => 90 + index / 100);
    const [opened] = alertsOver(aWatch(below(95).condition), tape([sees(100), sees(...cheap.toReversed())]));
    expect(opened).toMatchObject({
      type: 'alert.opened.v1',
      time: minute(1),
      data: {
        alertId: 'w1:1',
        evidence: {
          before: { getIn: 10_000, currency: 'USD', observedAt: minute(0) },
          after: { getIn: 9_000, currency: 'USD', observedAt: minute(1) },
          look: { sequence: 2, complete: true, received: 12 },
          listings: { listingId: ['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'] },
          position: 2,
        },
      },
    });
  });
});
