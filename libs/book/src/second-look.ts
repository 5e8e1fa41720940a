import type { BookFact, Doubt } from '@tickettape/contracts';

const doubtsToSettle: ReadonlySet<Doubt> = new Set(['collapsed', 'empty-answer']);

/** Whether another look soon would settle what this one left in doubt. */
export const needsSecondLook = (fact: BookFact): boolean =>
  fact.type === 'coverage.lost.v1' ? isAnotherBook(fact.data) : fact.data.doubts.some((doubt) => doubtsToSettle.has(doubt));

/** A source that answered with listings, only not with ours; an event it does not know (404) is not worth another request. */
const isAnotherBook = ({ reason, httpStatus }: { reason: string; httpStatus: number | null }): boolean =>
  reason === 'wrong-event' && httpStatus === 200;
