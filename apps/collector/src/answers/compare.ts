import { namedIds, type Difference } from '@tickettape/admin-answers';
import { type Book, diff, type Observation } from '@tickettape/book';
import { type BookFact, outcomeOf } from '@tickettape/contracts';

/**
 * null where the answer is read as it was. `book` is the book after the look. Of a copy or of another book's listings nothing was applied, so there is
 * nothing to compare with.
 */
export const compare = (fact: BookFact, book: Book, now: Observation): Difference | null => {
  const { source, eventId, sequence, observedAt } = fact.data;
  const ended = { source, eventId, sequence, observedAt, was: outcomeOf(fact), now: endOf(now) };
  if (now.kind === 'blind') return { ...ended, appeared: idsOf([]), changed: idsOf([]), missing: idsOf([]) };
  if (book.status === 'seen' ? book.frozen : ended.was === 'wrong-event') return null;
  const before = book.status === 'seen' ? book.listings : new Map();
  const isComplete = fact.type !== 'coverage.lost.v1' && fact.data.complete;
  const { appeared, changed, gone } = diff(before, now.listings, isComplete);
  const skippedBefore = fact.type === 'coverage.lost.v1' ? null : fact.data.skipped;
  if (appeared.length + changed.length + gone.length === 0 && skippedBefore === now.skipped) return null;
  const ids = (listings: readonly { listingId: string }[]) => idsOf(listings.map(({ listingId }) => listingId));
  return { ...ended, appeared: ids(appeared), changed: ids(changed), missing: idsOf(gone) };
};

const idsOf = (ids: readonly string[]) => ({ count: ids.length, ids: ids.slice(0, namedIds) });

const endOf = (now: Observation): string => (now.kind === 'blind' ? now.reason : ['seen', ...now.doubts].join(', '));
