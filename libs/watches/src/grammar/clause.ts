import type { Measure } from '@tickettape/contracts';
import type { Subject, Verb } from './phrases.js';

/** One clause of a rule as it was written; its texts are not yet read. */
export type Clause = {
  /** As it was written, for reasons. */
  text: string;
  subject: Subject;
  measure: Measure | null;
  verb: Verb | null;
  direction: 'up' | 'down' | null;
  value: string | null;
  currency: string | null;
  within: string | null;
  /** `for 30m`: a duration of the clause where it needs one, else how long the whole watch must hold. */
  lasting: string | null;
  section: string | null;
  zone: string | null;
  row: string | null;
  quantity: string | null;
  listingId: string | null;
  from: string | null;
  to: string | null;
  timeFrom: string | null;
  timeTo: string | null;
  weekdays: string | null;
  timeZone: string | null;
};

/** A clause of which nothing but its subject is known. */
export const emptyClause: Omit<Clause, 'text' | 'subject'> = {
  measure: null,
  verb: null,
  direction: null,
  value: null,
  currency: null,
  within: null,
  lasting: null,
  section: null,
  zone: null,
  row: null,
  quantity: null,
  listingId: null,
  from: null,
  to: null,
  timeFrom: null,
  timeTo: null,
  weekdays: null,
  timeZone: null,
};
