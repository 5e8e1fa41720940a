import {
  AlertStreamFact,
  BookFact,
  bookName,
  CatalogFact,
  outcomeOf,
  outcomes,
  streamSubjects,
  WatchFact,
  type Outcome,
} from '@tickettape/contracts';
import { readForward, type Tape } from '@tickettape/jetstream';

/** What lies on the tape, counted by reading it. */
export type TapeCounts = {
  /** Tracked now. */
  events: number;
  /** Looks by how they ended. */
  sweeps: Record<Outcome, number>;
  /** By type; what meets no contract counts as `unreadable`. */
  messages: Record<string, number>;
  /** Episodes that began. */
  alerts: number;
  deliveries: { sent: number; failed: number };
};

export type Fact = CatalogFact | BookFact | WatchFact | AlertStreamFact;

/** Folds facts in the order of their streams; null stands for a message that meets no contract. */
export const countFacts = (facts: Iterable<Fact | null>): TapeCounts => {
  const counter = new TapeCounter();
  for (const fact of facts) counter.add(fact);
  return counter.counts();
};

class TapeCounter {
  private readonly tracked = new Set<string>();
  private readonly messages: Record<string, number> = {};
  private readonly sweeps = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

  add(fact: Fact | null): void {
    const type = fact?.type ?? 'unreadable';
    this.messages[type] = this.of(type) + 1;
    if (fact === null) return;
    if (isBookFact(fact)) this.sweeps[outcomeOf(fact)] += 1;
    if (fact.type === 'event.tracked.v1' || fact.type === 'event.revised.v1') this.tracked.add(bookName(fact.data));
    if (fact.type === 'event.untracked.v1') this.tracked.delete(bookName(fact.data));
  }

  counts(): TapeCounts {
    const deliveries = {
      sent: this.of('delivery.sent.v1') + this.of('delivery.sent.v2'),
      failed: this.of('delivery.failed.v1') + this.of('delivery.failed.v2'),
    };
    return { events: this.tracked.size, sweeps: this.sweeps, messages: this.messages, alerts: this.of('alert.opened.v1'), deliveries };
  }

  private of(type: string): number {
    return this.messages[type] ?? 0;
  }
}

const isBookFact = (fact: Fact): fact is BookFact => fact.type.startsWith('book.') || fact.type === 'coverage.lost.v1';

const contracts = { CATALOG: CatalogFact, BOOKS: BookFact, WATCHES: WatchFact, ALERTS: AlertStreamFact } as const;

/** Reads the four streams of facts from their beginning to what is stored now. */
export const countTape = async ({ jsm }: Tape): Promise<TapeCounts> => {
  const counter = new TapeCounter();
  for (const stream of ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS'] as const) {
    for (const subjects of streamSubjects[stream])
      for await (const message of readForward(jsm, stream, subjects, 1)) counter.add(factOf(contracts[stream], message));
  }
  return counter.counts();
};

const factOf = (contract: (typeof contracts)[keyof typeof contracts], message: { json: () => unknown }): Fact | null => {
  try {
    return contract.parse(message.json());
  } catch {
    return null;
  }
};
