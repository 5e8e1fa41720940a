import { probablyRelisted, type Book } from '@tickettape/book';
import { listingsOf, type BookFact, type Listing } from '@tickettape/contracts';
import type { Listing as TrueListing } from '../../apps/marketplace/dist/market/listing.js';
import { mayEnd, type Ending } from './faults.js';
import type { Step } from './play.js';

/** Statements of one kind, and those of them that were true. */
export type Tally = { said: number; right: number };

export type Score = {
  looks: number;
  gone: Tally;
  /** Listings that appeared again under the id under which they were gone. */
  back: Tally;
  /** Listings that appeared and probably offer the seats of one that was gone. */
  relisted: Tally;
  /** How looks ended, against what their answers were worth. */
  coverage: Tally;
  /** Looks called complete whose book was not the one on offer, but for answers that stood still. */
  missed: number;
  /** Looks that met the answer of the look before and were called complete, though the market had moved on. */
  late: number;
  /** The most of these in a row. */
  longestLate: number;
  /** Honest answers that were doubted. */
  needless: number;
  /** Whether the book of the last look is the one on offer. */
  recovered: boolean;
};

export const scoreOf = (steps: readonly Step[]): Score => {
  const score = emptyScore();
  const memory: Memory = { gone: new Map(), answer: undefined, lateInRow: 0 };
  for (const [look, step] of steps.entries()) {
    scoreStatements(score, step, memory, steps[look - 1]?.book);
    scoreCoverage(score, step, memory);
  }
  const last = steps.at(-1)!;
  return { ...score, looks: steps.length, recovered: equals(last.book, last.offered) };
};

/** What is remembered of a series; `gone` holds each listing as it was last seen. */
type Memory = { gone: Map<string, Listing>; answer: string | undefined; lateInRow: number };

const scoreStatements = (score: Score, { fact, offered }: Step, { gone }: Memory, before: Book | undefined): void => {
  const said = statementsOf(fact);
  count(score.gone, said.gone, (id) => !offered.has(id));
  count(
    score.back,
    said.appeared.filter(({ listingId }) => gone.has(listingId)).map(({ listingId }) => listingId),
    (id) => offered.has(id),
  );
  const known = before?.status === 'seen' ? before.listings : new Map<string, Listing>();
  for (const id of said.gone) gone.set(id, known.get(id)!);
  for (const listing of said.appeared) {
    if (gone.delete(listing.listingId)) continue;
    const from = probablyRelisted(gone.values(), listing);
    if (from) count(score.relisted, [listing.listingId], (id) => offered.get(id)?.relistedFrom === from.listingId);
  }
};

const scoreCoverage = (score: Score, { fault, fact, offered, book }: Step, memory: Memory): void => {
  const answer = fact.type === 'coverage.lost.v1' ? undefined : fact.data.answer;
  const ending = endingOf(fact);
  const deceived = ending === 'complete' && !equals(book, offered);
  const needless = ending !== 'complete' && (fault === null || !mayEnd(fault, ending));
  const late = deceived && answer !== undefined && answer === memory.answer;
  memory.answer = answer ?? memory.answer;
  memory.lateInRow = late ? memory.lateInRow + 1 : 0;
  score.coverage.said += 1;
  if (!deceived && !needless) score.coverage.right += 1;
  if (deceived && !late) score.missed += 1;
  if (late) score.late += 1;
  if (needless) score.needless += 1;
  score.longestLate = Math.max(score.longestLate, memory.lateInRow);
};

const emptyScore = (): Score => ({
  looks: 0,
  gone: none(),
  back: none(),
  relisted: none(),
  coverage: none(),
  missed: 0,
  late: 0,
  longestLate: 0,
  needless: 0,
  recovered: false,
});

export const addScores = (scores: readonly Score[]): Score & { series: number } => ({
  series: scores.length,
  looks: sum(scores, ({ looks }) => looks),
  gone: addTallies(scores.map(({ gone }) => gone)),
  back: addTallies(scores.map(({ back }) => back)),
  relisted: addTallies(scores.map(({ relisted }) => relisted)),
  coverage: addTallies(scores.map(({ coverage }) => coverage)),
  missed: sum(scores, ({ missed }) => missed),
  late: sum(scores, ({ late }) => late),
  longestLate: Math.max(...scores.map(({ longestLate }) => longestLate)),
  needless: sum(scores, ({ needless }) => needless),
  recovered: scores.every(({ recovered }) => recovered),
});

const none = (): Tally => ({ said: 0, right: 0 });

const sum = <Item>(items: readonly Item[], valueOf: (item: Item) => number): number =>
  items.reduce((total, item) => total + valueOf(item), 0);

const addTallies = (tallies: readonly Tally[]): Tally => ({
  said: sum(tallies, ({ said }) => said),
  right: sum(tallies, ({ right }) => right),
});

const count = (tally: Tally, ids: readonly string[], isRight: (id: string) => boolean): void => {
  tally.said += ids.length;
  tally.right += ids.filter(isRight).length;
};

const endingOf = (fact: BookFact): Ending => (fact.type === 'coverage.lost.v1' ? 'blind' : fact.data.complete ? 'complete' : 'partial');

const statementsOf = (fact: BookFact): { appeared: readonly Listing[]; gone: readonly string[] } => {
  if (fact.type === 'book.changed.v1') return { appeared: listingsOf(fact.data.appeared), gone: fact.data.gone };
  if (fact.type !== 'book.keyframed.v1' || fact.data.delta === null) return { appeared: [], gone: [] };
  const ids = new Set(fact.data.delta.appeared);
  return { appeared: listingsOf(fact.data.listings).filter(({ listingId }) => ids.has(listingId)), gone: fact.data.delta.gone };
};

/** The same listings at the same prices. */
const equals = (book: Book, offered: ReadonlyMap<string, TrueListing>): boolean =>
  book.status === 'seen' &&
  book.listings.size === offered.size &&
  [...offered].every(([id, { allInPrice, quantity, currency }]) => {
    const listing = book.listings.get(id);
    return listing?.allInPrice === allInPrice && listing.quantity === quantity && listing.currency === currency;
  });
