import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houses } from '../scenario/houses.js';
import { fold, getIn } from './listing.js';
import { Market } from './market.js';
import { planOfSlot, ticketsBought } from './market.examples.js';
import { allInPrice, netProceeds } from './prices.js';
import { day, hour, minute } from './time.js';

const slots = houses.map((_, slot) => slot);
const closesAt = 5 * day;

describe('market', () => {
  it('is at any time the same, whatever was asked before and how often', () => {
    const truth = new Market(planOfSlot(0));
    truth.changesUntil(closesAt);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: closesAt }), { minLength: 1, maxLength: 6 }), (times) => {
        const asked = new Market(planOfSlot(0));
        for (const at of times) expect(asked.changesUntil(at)).toEqual(truth.changesUntil(at));
      }),
      { numRuns: 15 },
    );
  });

  it('is another one for another seed', () => {
    const ids = (label: string) => new Market(planOfSlot(0, label)).changesUntil(day).map(({ at }) => at);
    expect(ids('one')).not.toEqual(ids('other'));
  });

  it('opens with its size and ends with nothing on offer', () => {
    const market = new Market(planOfSlot(1));
    expect(market.bookAt(0).size).toBe(houses[1]!.size);
    expect(market.bookAt(closesAt - 1).size).toBeGreaterThan(0);
    expect(market.bookAt(closesAt).size).toBe(0);
    expect(market.changesUntil(closesAt + day)).toEqual(market.changesUntil(closesAt));
  });

  it('does not exist before it opens', () => {
    expect(new Market(planOfSlot(1)).bookAt(-1).size).toBe(0);
  });

  it('moves visibly within an hour, yet not as a whole', () => {
    const market = new Market(planOfSlot(0));
    const shares = Array.from({ length: 72 }, (_, index) => {
      const [from, to] = [index * hour, (index + 1) * hour];
      return (market.changesUntil(to).length - market.changesUntil(from).length) / market.bookAt(to).size;
    }).toSorted((a, b) => a - b);
    expect(shares[36]).toBeGreaterThan(0.01);
    expect(shares[36]).toBeLessThan(0.06);
  });
});

describe.each(slots)('the changes of market %i', (slot) => {
  const plan = planOfSlot(slot);
  const changes = new Market(plan).changesUntil(closesAt);

  it('come in the order of time and each starts where the last one of its listing ended', () => {
    for (const [index, change] of changes.entries()) {
      expect(change.at).toBeGreaterThanOrEqual(changes[index - 1]?.at ?? 0);
      expect(fold(changes.slice(0, index)).get(change.listingId) ?? null).toEqual(change.before);
    }
  });

  it('never use an id twice', () => {
    const ids = changes.filter(({ kind }) => kind === 'appeared').map(({ listingId }) => listingId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leave every listing with tickets and with whole, positive prices that follow from the list price', () => {
    for (const { after } of changes) {
      if (after === null) continue;
      expect(after.quantity).toBeGreaterThan(0);
      expect(Number.isSafeInteger(after.listPrice) && after.listPrice > 0).toBe(true);
      expect(after.allInPrice).toBe(allInPrice(after.listPrice, plan.fees));
      expect([null, netProceeds(after.listPrice, plan.fees)]).toContain(after.netProceeds);
      expect(after.currency).toBe(plan.currency);
    }
  });

  it('offer the same seats again only under a new id, after they were withdrawn', () => {
    const relisted = changes.filter(({ cause }) => cause === 'relisted');
    expect(relisted.length).toBeGreaterThan(0);
    for (const { at, listingId, after } of relisted) {
      const gone = changes.find((change) => change.kind === 'gone' && change.listingId === after!.relistedFrom)!;
      expect(gone).toMatchObject({ cause: 'withdrawn' });
      expect(gone.at).toBeLessThan(at);
      expect(gone.listingId).not.toBe(listingId);
      const { section, row, quantity } = gone.before!;
      expect(after).toMatchObject({ section, row, quantity });
    }
  });

  it('sell more tickets per hour on the last day than on the first', () => {
    const bought = (from: number, to: number) => ticketsBought(changes.filter(({ at }) => at >= from && at < to));
    expect(bought(closesAt - day, closesAt)).toBeGreaterThan(bought(0, day));
  });
});

describe('moments', () => {
  const market = new Market({ ...planOfSlot(0), moments: [{ at: 3 * hour, kind: 'drop' }] });
  const getInAt = (at: number) => getIn(market.bookAt(at).values())!;

  it('drop: the get-in price falls by a fifth at least, for more than two hours, and comes back', () => {
    const before = getInAt(3 * hour - 1);
    for (const at of [3 * hour, 4 * hour, 5 * hour]) expect(getInAt(at)).toBeLessThan(0.8 * before);
    expect(getInAt(8 * hour)).toBeGreaterThan(0.9 * before);
  });

  it('rush: the cheap listings are bought within half an hour', () => {
    const rushed = new Market({ ...planOfSlot(0), moments: [{ at: 3 * hour, kind: 'rush' }] });
    const before = getIn(rushed.bookAt(3 * hour).values())!;
    expect(getIn(rushed.bookAt(3 * hour + 30 * minute).values())).toBeGreaterThan(1.05 * before);
  });

  it('release: new listings appear in the known section', () => {
    const released = new Market({ ...planOfSlot(0), moments: [{ at: 3 * hour, kind: 'release' }] });
    const appeared = released.changesUntil(closesAt).filter(({ cause }) => cause === 'released');
    expect(appeared.map(({ at, after }) => [at, after!.section])).toEqual(Array.from({ length: 3 }, () => [3 * hour, '101']));
  });
});
