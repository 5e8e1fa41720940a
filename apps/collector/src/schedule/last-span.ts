import type { Book } from '@tickettape/book';
import type { BookFact } from '@tickettape/contracts';
import type { Span } from '@tickettape/sampling';

/** What the last look tells of how lively its book is: the time since the whole look before it, and what differed; null where one of both was not whole. */
export const lastSpanOf = (before: Book, fact: BookFact, startsAtMs: number | null): Span | null => {
  const changes = changesIn(fact);
  if (before.status !== 'seen' || !before.whole || before.observedAt === null || changes === null) return null;
  const [fromMs, toMs] = [Date.parse(before.observedAt), Date.parse(fact.data.observedAt)];
  return toMs > fromMs ? { eventId: fact.data.eventId, startsAtMs, fromMs, toMs, changes } : null;
};

const changesIn = (fact: BookFact): number | null => {
  if (fact.type === 'coverage.lost.v1' || !fact.data.complete) return null;
  if (fact.type === 'book.confirmed.v1') return 0;
  if (fact.type === 'book.keyframed.v1') return fact.data.delta && sizeOf(fact.data.delta);
  const { appeared, changed, gone } = fact.data;
  return sizeOf({ appeared: appeared.listingId, changed: changed.listingId, gone });
};

const sizeOf = (delta: Record<'appeared' | 'changed' | 'gone', readonly string[]>): number =>
  delta.appeared.length + delta.changed.length + delta.gone.length;
