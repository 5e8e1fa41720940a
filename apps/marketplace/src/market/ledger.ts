import type { Cause, Change, Listing } from './listing.js';
import type { SimulatedSeconds } from './time.js';

/** The only way to change a market: what is on offer, and every change that led to it. */
export class Ledger {
  readonly changes: Change[] = [];
  private readonly offers = new Map<string, Listing>();

  get listings(): Listing[] {
    return [...this.offers.values()];
  }

  find(listingId: string): Listing | undefined {
    return this.offers.get(listingId);
  }

  appear(at: SimulatedSeconds, after: Listing, cause: Cause['appeared']): void {
    this.record({ at, kind: 'appeared', listingId: after.listingId, cause, before: null, after });
  }

  reprice(
    at: SimulatedSeconds,
    before: Listing,
    prices: Pick<Listing, 'listPrice' | 'allInPrice' | 'netProceeds'>,
    cause: Cause['repriced'],
  ): void {
    this.record({ at, kind: 'repriced', listingId: before.listingId, cause, before, after: { ...before, ...prices } });
  }

  /** Takes `tickets` off a listing; it is gone with its last ticket. */
  buy(at: SimulatedSeconds, before: Listing, tickets: number): void {
    const { listingId } = before;
    const quantity = before.quantity - tickets;
    if (quantity === 0) this.remove(at, before, 'bought');
    else this.record({ at, kind: 'quantity', listingId, cause: 'bought', before, after: { ...before, quantity } });
  }

  remove(at: SimulatedSeconds, before: Listing, cause: Cause['gone']): void {
    this.record({ at, kind: 'gone', listingId: before.listingId, cause, before, after: null });
  }

  private record(change: Change): void {
    if (change.after === null) this.offers.delete(change.listingId);
    else this.offers.set(change.listingId, change.after);
    this.changes.push(change);
  }
}
