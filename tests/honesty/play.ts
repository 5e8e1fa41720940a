import { decide, evolve, unseenBook, type Book } from '@tickettape/book';
import type { BookFact } from '@tickettape/contracts';
import type { HostGate } from '../../apps/collector/dist/politeness/host-gate.js';
import { paceOf } from '../../apps/collector/dist/politeness/pace.js';
import { stubHubPro } from '../../apps/collector/dist/sources/stubhub-pro/stubhub-pro.js';
import type { Recall } from '../../apps/collector/dist/sources/source.js';
import type { Failure, Reply } from '../../apps/collector/dist/sources/exchange.js';
import { isPlain, tellsAll, type Fault } from '../../apps/marketplace/dist/faults/fault.js';
import { shownListings } from '../../apps/marketplace/dist/faults/shown.js';
import type { Book as TrueBook, Listing as TrueListing } from '../../apps/marketplace/dist/market/listing.js';
import { planOfSlot } from '../../apps/marketplace/dist/market/market.examples.js';
import { Market } from '../../apps/marketplace/dist/market/market.js';
import { randomOf } from '../../apps/marketplace/dist/market/random.js';
import { hour, minute } from '../../apps/marketplace/dist/market/time.js';
import { answerOf } from '../../apps/marketplace/dist/wire/answer.js';
import { proListings } from '../../apps/marketplace/dist/wire/pro-listings.js';
import type { Script } from './script.js';

/** One look of a series: what was really on offer, and what the collector made of the answer. */
export type Step = { fault: Fault | null; offered: ReadonlyMap<string, TrueListing>; fact: BookFact; book: Book };

const key = { source: 'stubhub', eventId: '1' };
const never = new AbortController().signal;
const pageSize = 25;
/** Halls with books of 64 to 120 listings. */
const slots = [1, 3, 5, 6] as const;
/** No turn, no budget, no delay: only the answers matter here. */
const openGate = { run: (_errand: unknown, request: () => unknown) => request() } as unknown as HostGate;

/** Plays `script` against a market of `seed`, with the source and the decisions of the collector, without a clock or a network. */
export const play = async (script: Script, seed: number): Promise<Step[]> => {
  const random = randomOf('series', seed);
  const market = new Market(planOfSlot(slots[seed % slots.length]!, `series/${seed}`));
  const rival = new Market({ ...planOfSlot(slots[(seed + 1) % slots.length]!, `rival/${seed}`), firstListingId: 20_000_000_001 });
  const honest: number[] = [];
  const steps: Step[] = [];
  let book = unseenBook();
  let recall: Recall | undefined;
  let at = hour;
  for (const [turn, fault] of script.entries()) {
    at += random.int(40, 80) * minute;
    const now = market.bookAt(at);
    const shelf = {
      now,
      shownBefore: (answers: number): TrueBook => market.bookAt(honest.at(-1 - answers) ?? honest[0] ?? at),
      other: () => rival.bookAt(at),
      turn,
    };
    const shown = shownListings(shelf, fault);
    const known = book.status === 'seen' ? book.listings : undefined;
    const look = await source(shown, fault, turn).look(key, { signal: never, known, recall });
    const { observation } = look;
    recall = look.recall;
    const fact = decide(key, observation, book);
    book = evolve(book, fact);
    const offered = tellsAll(fault) ? new Map(shown.map((listing) => [listing.listingId, listing])) : now;
    if (isPlain(fault?.kind ?? null)) honest.push(at);
    steps.push({ fault, offered, fact, book });
  }
  return steps;
};

/** The collector's own source, asking the simulator's own answers in this process. */
const source = (shown: readonly TrueListing[], fault: Fault | null, turn: number) => {
  const listings = proListings(shown);
  const paging = fault?.kind.startsWith('page') ? { pageSize } : null;
  return stubHubPro({
    name: 'stubhub',
    host: 'simulator',
    pace: paceOf('127.0.0.1', 1e9),
    gate: openGate,
    ask: async (_eventId, _signal, page = 1) => exchangeOf(answerOf(listings, fault, paging && { ...paging, page })),
    now: () => Date.UTC(2026, 10, 22) + turn * 3_600_000,
  });
};

const exchangeOf = (answer: ReturnType<typeof answerOf>): Reply | Failure => {
  if (answer === 'reset') return { kind: 'failure', code: 'ECONNRESET' };
  // Nobody waits here, however long a source asks for.
  return { kind: 'reply', status: answer.status, location: null, retryAfter: null, body: answer.body };
};
