import type { BookKey } from './token.js';

/** The streams of the tape, by name. */
export const streamNames = ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'SWEEPS', 'REQUESTS', 'DEAD'] as const;
export type StreamName = (typeof streamNames)[number];

/** One aggregate is one subject, so that the expected last sequence of the subject is its lock. */
export const subjects = {
  catalog: ({ source, eventId }: BookKey) => `catalog.${source}.${eventId}`,
  book: ({ source, eventId }: BookKey) => `book.${source}.${eventId}`,
  watch: (watchId: string) => `watch.${watchId}`,
  alert: (watchId: string) => `alert.${watchId}`,
  sweepNext: ({ source, eventId }: BookKey) => `sweep.next.${source}.${eventId}`,
  sweepDue: ({ source, eventId }: BookKey) => `sweep.due.${source}.${eventId}`,
  request: ({ source, eventId }: BookKey) => `request.${source}.${eventId}`,
  dead: (service: string, consumer: string) => `dead.${service}.${consumer}`,
} as const;

/** The subject patterns each stream stores. */
export const streamSubjects = {
  CATALOG: ['catalog.*.*'],
  BOOKS: ['book.*.*'],
  WATCHES: ['watch.*'],
  ALERTS: ['alert.*'],
  SWEEPS: ['sweep.next.*.*', 'sweep.due.*.*'],
  REQUESTS: ['request.*.*'],
  DEAD: ['dead.*.*'],
} as const satisfies Record<StreamName, readonly string[]>;

/** The book a `book.`, `catalog.` or `sweep.` subject is about; null for any other subject. */
export const bookOfSubject = (subject: string): BookKey | null => {
  const match = /^(?:book|catalog|sweep\.next|sweep\.due)\.([^.]+)\.([^.]+)$/.exec(subject);
  return match ? { source: match[1]!, eventId: match[2]! } : null;
};
