import { buyersPerHour, choose, partySize } from './buyer.js';
import { Ledger } from './ledger.js';
import type { Cause, Change, Listing } from './listing.js';
import { dropped, rushed } from './moments.js';
import { arrivalsPerHour, fairPrice, hoursToStart, type MarketPlan, type Moment } from './plan.js';
import { allInPrice, askable, netProceeds } from './prices.js';
import { Queue } from './queue.js';
import { randomOf, type Random } from './random.js';
import { newSeller, review, secondsToNextReview, type Seller } from './seller.js';
import { hour, minute, type SimulatedSeconds } from './time.js';
import { cheapestZone, seatsIn, someSeats, type Seats } from './venue.js';

type Owner = { seats: Seats; seller: Seller; notes: readonly string[] };

type Task = { at: SimulatedSeconds } & (
  | { kind: 'list' | 'buy' | 'shock' | 'start' }
  | { kind: 'review' | 'clear'; listingId: string }
  | { kind: 'relist'; owner: Owner; relistedFrom: string }
  | { kind: 'moment'; moment: Moment }
);
type NewTask = Task extends infer Kind ? (Kind extends Task ? Omit<Kind, 'at'> : never) : never;

const remarks = ['Aisle seat', 'Digital transfer', 'Limited view', 'Seats together', 'Entry before 19:00', 'Restricted legroom'] as const;
const hoursBetweenShocks = 20;
const releasedListings = 3;
const levelAfterRush = 1.08;

/** Good or bad news of about 5 percent; a level far from 1 finds its way back in some days. */
const shocked = (level: number, random: Random): number => level ** 0.8 * Math.exp(random.normal(0, 0.05));

/**
 * One market, from its opening to the start of the event. Each task draws chance in the order of the queue and sees no clock but its own
 * time, so the changes do not depend on when or how often `advanceTo` is called.
 */
export class Simulation {
  private readonly ledger = new Ledger();
  private readonly owners = new Map<string, Owner>();
  private readonly queue = new Queue<Task>();
  private readonly random: Random;
  private now: SimulatedSeconds;
  private started = false;
  /** Where all prices of the market stand, relative to the opening. */
  private level = 1;
  private nextListingId: number;

  constructor(private readonly plan: MarketPlan) {
    this.random = randomOf(plan.label);
    this.now = plan.opensAt;
    this.nextListingId = plan.firstListingId;
    this.queue.add({ at: plan.closesAt, kind: 'start' });
    for (const moment of plan.moments) this.queue.add({ at: moment.at, kind: 'moment', moment });
    for (let index = 0; index < plan.size; index++) this.appear(this.newOwner(), 'opening');
    this.afterHours(this.random.exponential(1 / this.arrivalRate()), { kind: 'list' });
    this.afterHours(this.random.exponential(1 / this.buyerRate()), { kind: 'buy' });
    this.afterHours(this.random.exponential(hoursBetweenShocks), { kind: 'shock' });
  }

  get changes(): readonly Change[] {
    return this.ledger.changes;
  }

  advanceTo(at: SimulatedSeconds): void {
    for (let task = this.queue.takeDue(at); task && !this.started; task = this.queue.takeDue(at)) {
      this.now = task.at;
      this.perform(task);
    }
  }

  private perform(task: Task): void {
    switch (task.kind) {
      case 'list':
        this.appear(this.newOwner(), 'listed');
        return this.afterHours(this.random.exponential(1 / this.arrivalRate()), { kind: 'list' });
      case 'buy':
        this.buySome();
        return this.afterHours(this.random.exponential(1 / this.buyerRate()), { kind: 'buy' });
      case 'shock':
        this.level = shocked(this.level, this.random);
        return this.afterHours(this.random.exponential(hoursBetweenShocks), { kind: 'shock' });
      case 'review':
        return this.review(task.listingId);
      case 'clear':
        return this.clear(task.listingId);
      case 'relist':
        return this.appear(task.owner, 'relisted', task.relistedFrom);
      case 'moment':
        return this[task.moment.kind]();
      case 'start':
        this.started = true;
        return this.ledger.listings.forEach((listing) => this.ledger.remove(this.now, listing, 'event-started'));
    }
  }

  private appear(owner: Owner, cause: Cause['appeared'], relistedFrom: string | null = null): void {
    const { zone, ...seats } = owner.seats;
    const listingId = String(this.nextListingId++);
    const prices = this.prices(askable(this.fairPrice(owner) * owner.seller.markup), owner.seller);
    const { currency } = this.plan;
    this.owners.set(listingId, owner);
    this.ledger.appear(this.now, { listingId, ...seats, zone: zone.name, ...prices, currency, notes: owner.notes, relistedFrom }, cause);
    this.reviewLater(listingId);
  }

  private review(listingId: string): void {
    const listing = this.ledger.find(listingId);
    const owner = this.owners.get(listingId);
    if (!listing || !owner) return;
    const outlook = { fairPrice: this.fairPrice(owner), cheapestRival: this.cheapestRival(listing), hoursToStart: this.hoursToStart() };
    const decision = review(listing.listPrice, owner.seller, outlook, this.random);
    if (decision.kind === 'withdraw') return this.withdraw(listing, owner, decision.relistAfterSeconds);
    if (decision.kind === 'reprice') {
      owner.seller = { ...owner.seller, markup: decision.markup };
      this.ledger.reprice(this.now, listing, this.prices(decision.listPrice, owner.seller), decision.cause);
    }
    this.reviewLater(listingId);
  }

  private withdraw(listing: Listing, owner: Owner, relistAfterSeconds: number | null): void {
    const { listingId, quantity } = listing;
    this.ledger.remove(this.now, listing, 'withdrawn');
    if (relistAfterSeconds === null) return;
    this.after(relistAfterSeconds, { kind: 'relist', owner: { ...owner, seats: { ...owner.seats, quantity } }, relistedFrom: listingId });
  }

  private buySome(): void {
    const zone = this.random.weighted(this.plan.venue.zones, ({ share }) => share);
    const party = partySize(this.random);
    const budget = fairPrice(this.plan, { zone, row: null }, this.level, this.now) * this.random.normal(1.3, 0.2);
    const offers = this.ledger.listings.filter((listing) => listing.zone === zone.name);
    const chosen = choose(offers, party, budget, this.random);
    if (chosen) this.ledger.buy(this.now, chosen, party);
  }

  /** The whole listing finds a buyer, whatever it costs. */
  private clear(listingId: string): void {
    const listing = this.ledger.find(listingId);
    if (listing) this.ledger.buy(this.now, listing, listing.quantity);
  }

  private drop(): void {
    for (const { listingId, listPrice } of dropped(this.ledger.listings, cheapestZone(this.plan.venue).name, this.random)) {
      const listing = this.ledger.find(listingId)!;
      this.ledger.reprice(this.now, listing, this.prices(listPrice, this.owners.get(listingId)!.seller), 'dropped');
      this.after(this.random.between(2.5 * hour, 4.5 * hour), { kind: 'clear', listingId });
    }
  }

  private rush(): void {
    this.level *= levelAfterRush;
    for (const listingId of rushed(this.ledger.listings)) {
      this.after(this.random.between(0, 30 * minute), { kind: 'clear', listingId });
    }
  }

  private release(): void {
    const { venue, releaseSection } = this.plan;
    const zone = venue.zones.find(({ sections }) => sections.includes(releaseSection))!;
    for (let index = 0; index < releasedListings; index++) {
      this.appear({ ...this.newOwner(), seats: seatsIn(zone, releaseSection, this.random) }, 'released');
    }
  }

  private newOwner(): Owner {
    const notes = remarks.filter(() => this.random.chance(0.15));
    return { seats: someSeats(this.plan.venue, this.random), seller: newSeller(this.random), notes };
  }

  private prices(listPrice: number, { tellsProceeds }: Seller): Pick<Listing, 'listPrice' | 'allInPrice' | 'netProceeds'> {
    const { fees } = this.plan;
    return { listPrice, allInPrice: allInPrice(listPrice, fees), netProceeds: tellsProceeds ? netProceeds(listPrice, fees) : null };
  }

  private fairPrice({ seats }: Owner): number {
    return fairPrice(this.plan, seats, this.level, this.now);
  }

  private cheapestRival({ listingId, zone }: Listing): number | null {
    const rivals = this.ledger.listings.filter((listing) => listing.zone === zone && listing.listingId !== listingId);
    return rivals.length > 0 ? Math.min(...rivals.map(({ listPrice }) => listPrice)) : null;
  }

  private hoursToStart(): number {
    return hoursToStart(this.plan, this.now);
  }

  private arrivalRate(): number {
    return arrivalsPerHour(this.plan, this.hoursToStart());
  }

  private buyerRate(): number {
    return buyersPerHour(this.plan.size, this.hoursToStart());
  }

  private reviewLater(listingId: string): void {
    this.after(secondsToNextReview(this.hoursToStart(), this.random), { kind: 'review', listingId });
  }

  private afterHours(hours: number, task: NewTask): void {
    this.after(hours * hour, task);
  }

  private after(seconds: number, task: NewTask): void {
    this.queue.add({ ...task, at: this.now + Math.max(1, Math.round(seconds)) } as Task);
  }
}
