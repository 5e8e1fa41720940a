import type { Observation } from '@tickettape/book';
import { aListing } from '@tickettape/book/examples';
import { describe, expect, it } from 'vitest';
import { asking, findingsOf, isBlind, partly, sees, seesListings, seesPartly, story } from '../scenario.examples.js';

const times = (count: number, observation: Observation): Observation[] => Array.from({ length: count }, () => observation);
const opens = (look: number) => expect.stringContaining(`look ${look} opens`);
const closes = (look: number) => expect.stringContaining(`look ${look} closes`);

const inSection = (section: string, ...prices: number[]) =>
  prices.map((price, index) => aListing(`${section}-${index}`, { section, allInPrice: price * 100 }));

describe('the median', () => {
  it('below a line needs a complete look', () => {
    expect(story(asking('median below 100 USD'), sees(90, 120, 130), seesPartly(10, 10, 10), sees(90, 95, 130))).toEqual([
      'look 3 opens: median 95.00 USD is below 100.00 USD; it was not known at 12:01:00Z',
    ]);
  });

  it('moved within a time', () => {
    expect(story(asking('median falls 20% within 10m'), sees(90, 100, 110), sees(70, 80, 110))).toEqual([
      'look 2 opens: median 80.00 USD is down 20 % from 100.00 USD at 12:00:00Z (at least 20 % within 10 min)',
    ]);
  });
});

describe('a filter', () => {
  it('looks at one section only', () => {
    const watch = asking('get-in below 95 USD in section 101');
    expect(story(watch, seesListings(...inSection('204', 50), ...inSection('101', 120)), seesListings(...inSection('101', 90)))).toEqual([
      'look 2 opens: get-in of section 101 90.00 USD is below 95.00 USD; it was 120.00 USD at 12:00:00Z',
    ]);
  });

  it('asks for tickets together: as many as there are, or as the seller would split', () => {
    const offer = (quantity: number | null, splits: string | null) => seesListings(aListing('a', { quantity, splits, allInPrice: 9_000 }));
    const met = (quantity: number | null, splits: string | null = null) =>
      story(asking('get-in below 95 USD for 2 together'), offer(quantity, splits)).length > 0;
    expect([met(2), met(4), met(4, '2,4'), met(3, '1,3'), met(1), met(null)]).toEqual([true, true, true, false, false, false]);
  });

  it('is over when nothing of it is on offer', () => {
    const watch = asking('get-in below 95 USD in section 101');
    expect(story(watch, seesListings(...inSection('101', 90)), seesListings(...inSection('204', 50)))).toEqual([
      opens(1),
      'look 2 closes: get-in of section 101: nothing of it is on offer',
    ]);
  });
});

describe('the get-in moves by an amount, one way', () => {
  it('tells a fall and no rise', () => {
    expect(story(asking('get-in falls 20 USD within 10m'), sees(100), sees(130), sees(110))).toEqual([
      'look 3 opens: get-in 110.00 USD is down 20.00 USD from 130.00 USD at 12:01:00Z (at least 20.00 USD within 10 min)',
    ]);
    expect(story(asking('get-in rises 20 USD within 10m'), sees(130), sees(100), sees(121))).toEqual([opens(3)]);
  });
});

describe('a new low or high', () => {
  const usual = [100, 98, 102, 99, 101, 100, 98, 103, 100, 99].map((price) => sees(price));

  it('is told once enough looks are known, and again after it came back', () => {
    expect(story(asking('new low within 7d'), sees(100), sees(50))).toEqual([]);
    expect(story(asking('new low within 7d'), ...usual, sees(97), sees(96), sees(99), sees(95))).toEqual([
      'look 11 opens: get-in 97.00 USD is the lowest of the last 7 d, below 98.00 USD at 12:06:00Z',
      'look 13 closes: get-in 99.00 USD is back from the lowest 96.00 USD of the last 7 d',
      opens(14),
    ]);
    expect(story(asking('new high within 7d'), ...usual, sees(103), sees(104))).toEqual([opens(12)]);
  });

  it('a partial look may prove a low and no high', () => {
    expect(story(asking('new low within 7d'), ...usual, seesPartly(90))).toEqual([
      'look 11 opens: a partial look proves a get-in of at most 90.00 USD, the lowest of the last 7 d, below 98.00 USD at 12:06:00Z',
    ]);
    expect(story(asking('new high within 7d'), ...usual, seesPartly(190))).toEqual([]);
  });
});

describe('inventory and ticket count', () => {
  it('below and above a line', () => {
    expect(story(asking('listings below 2'), sees(1, 2, 3), sees(1, 2), sees(1, 2, 3))).toEqual([
      'look 2 opens: listing count 2 is at 2; it was 3 at 12:00:00Z',
      'look 3 closes: listing count 3 is more than 2 % above 2',
    ]);
    expect(story(asking('tickets above 6'), sees(1, 2), sees(1, 2, 3))).toEqual([opens(2)]);
  });

  it('moved within a time; a partial look counts nothing', () => {
    expect(story(asking('listings rise 2 within 10m'), sees(1), seesPartly(1, 2, 3, 4), sees(1, 2, 3))).toEqual([
      'look 3 opens: listing count 3 is up 2 from 1 at 12:00:00Z (at least 2 within 10 min)',
    ]);
    expect(story(asking('tickets fall 50% within 10m'), sees(1, 2, 3, 4), sees(1, 2))).toEqual([opens(2)]);
  });

  it('a quantity that is not told makes the ticket count unknown, not smaller', () => {
    const unknown = seesListings(aListing('0', { quantity: null }));
    expect(story(asking('tickets fall 50% within 10m'), sees(1, 2, 3, 4), unknown)).toEqual([]);
  });
});

describe('a new listing that matches', () => {
  it('section, row, quantity and price', () => {
    const watch = asking('new listing in section 101 row 7 for 2 together under 95 USD');
    const matching = aListing('x', { allInPrice: 9_000 });
    const others = [
      aListing('a', { section: '102', allInPrice: 9_000 }),
      aListing('b', { row: '8', allInPrice: 9_000 }),
      aListing('c', { quantity: 1, allInPrice: 9_000 }),
      aListing('d', { allInPrice: 9_600 }),
      aListing('e', { allInPrice: null }),
    ];
    expect(story(watch, seesListings(), sees(500), seesListings(aListing('0', { allInPrice: 50_000 }), ...others))).toEqual([]);
    expect(story(watch, sees(500), seesListings(aListing('0', { allInPrice: 50_000 }), ...others, matching))).toEqual([
      'look 2 opens: a new listing in section 101, row 7 for 2 together: 2 tickets at 90.00 USD',
    ]);
  });
});

describe('a listing that goes and comes back', () => {
  const [a, b] = [aListing('a'), aListing('b')];

  it('is gone by a complete look only', () => {
    expect(story(asking('listing a gone'), seesListings(a, b), partly([b]), seesListings(b), seesListings(a, b), seesListings(b))).toEqual([
      'look 3 opens: listing a is gone: 2 tickets at 100.00 USD',
      'look 4 closes: listing a is there',
      opens(5),
    ]);
    expect(story(asking('listing gone in section 101'), seesListings(a, b), seesListings(b))).toEqual([
      'look 2 opens: a listing in section 101 gone: 2 tickets at 100.00 USD',
    ]);
  });

  it('is gone also where it went during a gap in sight', () => {
    expect(story(asking('listing a gone'), seesListings(a, b), isBlind(), seesListings(b))).toEqual([
      'look 3 opens: listing a is gone since before the gap in sight: 2 tickets at 100.00 USD',
    ]);
    expect(story(asking('listing z gone'), seesListings(a, b), seesListings(b))).toEqual([]);
  });

  it('is back, also by a partial look', () => {
    expect(story(asking('listing a back'), seesListings(a, b), seesListings(b), partly([a, b]))).toEqual([
      'look 3 opens: listing a back: 2 tickets at 100.00 USD',
    ]);
    expect(story(asking('listing back within 1m'), seesListings(a, b), seesListings(b), seesListings(b), seesListings(a, b))).toEqual([]);
  });
});

describe('an appointment', () => {
  const slot = (startsAt: string) => aListing(startsAt, { startsAt, allInPrice: null, currency: null });
  const watch = asking('slot available from 2026-12-01 until 2026-12-24 from 08:00 until 12:00 on mon, tue time zone Europe/Berlin');

  it('is told from the first look on, by the clock of the office', () => {
    const seen = [slot('2026-12-01T06:59:00Z'), slot('2026-12-01T11:30:00Z'), slot('2026-12-02T08:00:00Z'), slot('2026-12-07T07:00:00Z')];
    expect(story(watch, seesListings(...seen))).toEqual([
      'look 1 opens: an appointment is free, the earliest on mon 2026-12-07 at 08:00 (Europe/Berlin)',
    ]);
  });

  it('is over when a complete look shows none of the window', () => {
    const free = slot('2026-12-07T07:00:00Z');
    const other = slot('2027-01-07T07:00:00Z');
    expect(story(watch, seesListings(free, other), partly([other]), seesListings(other))).toEqual([opens(1), closes(3)]);
  });
});

describe('a quiet market', () => {
  it('is one without any change for the time, without a gap in sight', () => {
    expect(story(asking('market quiet for 3m'), ...times(4, sees(100)), sees(101))).toEqual([
      'look 4 opens: nothing appeared, changed or went since 12:00:00Z, for at least 3 min',
      'look 5 closes: a listing appeared, changed or went',
    ]);
    expect(story(asking('market quiet for 3m'), sees(100), sees(100), isBlind(), sees(100), sees(100))).toEqual([]);
    expect(story(asking('market quiet for 3m'), sees(100), sees(100), seesPartly(90), ...times(3, sees(90)))).toEqual([]);
  });
});

describe('an unusual market', () => {
  it('is far from its own history, and from nothing else', () => {
    const history = Array.from({ length: 40 }, (_, index) => sees(100 + (index % 5)));
    expect(story(asking('get-in unusual within 1h'), ...history, sees(80), sees(103))).toEqual([
      'look 41 opens: get-in 80.00 USD is 14.8 times its usual spread of 1.48 USD below its median 102.00 USD of 40 samples of the last 1 h',
      closes(42),
    ]);
    expect(story(asking('get-in unusual within 1h'), ...history.slice(0, 10), sees(50))).toEqual([]);
  });
});

describe('blindness as a condition', () => {
  it('is told after its time and over with the first sight', () => {
    expect(story(asking('blind for 2m'), sees(100), ...times(4, isBlind()), seesPartly(100))).toEqual([
      'look 4 opens: blind for 2 min, since 12:01:00Z: unreachable (HTTP 500 three times)',
      'look 6 closes: sight returned',
    ]);
  });
});

describe('conditions joined', () => {
  it('by and: all in one look, and over with the first that is over', () => {
    const watch = asking('get-in below 95 USD and listings below 2');
    expect(story(watch, sees(90, 1000, 1000), sees(100), sees(90), sees(90, 100, 110))).toEqual([
      'look 3 opens: get-in 90.00 USD is below 95.00 USD; it was 100.00 USD at 12:01:00Z; listing count 1 is below 2; it was 1 at 12:01:00Z',
      'look 4 closes: listing count 3 is more than 2 % above 2',
    ]);
  });

  it('by or: any of them, and over when all are', () => {
    const watch = asking('get-in below 95 USD or listings below 1');
    expect(story(watch, sees(100, 110), sees(90, 110), sees(120), sees(120, 130))).toEqual([opens(2), closes(4)]);
  });
});

describe('the settings of a watch', () => {
  it('for 3m: the condition must hold so long, without a gap in sight', () => {
    const watch = asking('get-in below 95 USD for 3m');
    expect(story(watch, sees(90), sees(90), sees(100), ...times(4, sees(90)))).toEqual([opens(7)]);
    expect(story(watch, sees(90), sees(90), isBlind(), ...times(3, sees(90)))).toEqual([]);
    expect(findingsOf(watch, ...times(4, sees(90)))).toMatchObject([{ data: { evidence: { heldSince: '2026-11-21T12:00:00.000Z' } } }]);
  });

  it('re-arm: 100 crossings an hour are one alert, and a real drop after the episode closed alerts again', () => {
    const watch = asking('get-in below 95 USD; re-arm 10m');
    const flapping = Array.from({ length: 200 }, (_, index) => sees(index % 2 === 0 ? 90 : 120));
    expect(story(watch, sees(100), ...flapping, ...times(11, sees(120)), sees(80))).toEqual([opens(2), closes(201), opens(213)]);
  });

  it('re-arm: a listing that comes and goes 100 times an hour is one alert', () => {
    const [a, b] = [aListing('a'), aListing('b')];
    const flapping = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? seesListings(a, b) : seesListings(a)));
    for (const rule of ['new listing in section 101', 'listing b gone', 'listing b back', 'listing gone'])
      expect(
        story(asking(`${rule}; re-arm 10m`), seesListings(a), ...flapping).filter((told) => told.includes('opens')),
        rule,
      ).toHaveLength(1);
  });

  it('re-arm: looks further apart than its time count each for itself', () => {
    const watch = asking('get-in below 95 USD; re-arm 1m');
    expect(story(watch, sees(90), sees(120), sees(90))).toEqual([opens(1), closes(2), opens(3)]);
  });

  it('hysteresis: how far a value must come back', () => {
    expect(story(asking('get-in below 95 USD; hysteresis 10%'), sees(90), sees(104), sees(105))).toEqual([opens(1), closes(3)]);
    expect(story(asking('get-in below 95 USD; hysteresis 0%'), sees(90), sees(95.01))).toEqual([
      opens(1),
      'look 2 closes: get-in 95.01 USD is above 95.00 USD',
    ]);
  });

  it('tell when over: what people need for that message', () => {
    const watch = asking('get-in below 95 USD; tell when over; severity high; to alice');
    expect(findingsOf(watch, sees(90), sees(120))[1]).toMatchObject({
      type: 'alert.closed.v1',
      data: { over: { channels: ['log'], severity: 'high', recipients: ['alice'], before: { getIn: 9_000 }, after: { getIn: 12_000 } } },
    });
    expect(findingsOf(asking('get-in below 95 USD'), sees(90), sees(120))[1]!.data).not.toHaveProperty('over');
  });
});

describe('blindness told', () => {
  const watch = asking('get-in below 95 USD; blind after 2m; severity high; to alice');

  it('once when the watch cannot be judged for longer than its tolerance, and once when sight returns', () => {
    const looks = [sees(100, 110), ...times(5, isBlind()), sees(90, 130), isBlind(), sees(90)];
    expect(story(watch, ...looks)).toEqual([
      'look 4 blinded: unreachable since 2026-11-21T12:01:00.000Z',
      opens(7),
      'look 7 sighted: nothing was seen for 6 min, from 12:00:00Z to 12:06:00Z; get-in was 100.00 USD and is 90.00 USD; of 2 listings 0 are gone, and 0 are new',
    ]);
  });

  it('says whom to tell, since when, why, and what was last seen', () => {
    expect(findingsOf(watch, sees(100), ...times(3, isBlind()))).toMatchObject([
      {
        type: 'watch.blinded.v1',
        data: {
          noticeId: 'w1:blind:1',
          channels: ['log'],
          severity: 'high',
          recipients: ['alice'],
          toleranceSeconds: 120,
          reason: 'unreachable',
          lastSeen: { getIn: 10_000, currency: 'USD', observedAt: '2026-11-21T12:00:00.000Z' },
        },
      },
    ]);
  });

  it('of a book that was never seen, without a price before', () => {
    expect(story(watch, ...times(3, isBlind()), sees(90))).toEqual([
      'look 3 blinded: unreachable since 2026-11-21T12:00:00.000Z',
      opens(4),
      'look 4 sighted: nothing was seen before 12:03:00Z',
    ]);
  });
});
