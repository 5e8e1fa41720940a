import type { Priority } from './catalog-facts.js';
import type { BookKey } from './token.js';

/** The streams of the tape, by name. */
export const streamNames = ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'SOURCES', 'SWEEPS', 'REQUESTS', 'ANSWERS', 'DEAD'] as const;
export type StreamName = (typeof streamNames)[number];

/** Sweeps that are due wait in the lane of their priority, so that those of one lane cannot hold up those of another. */
const lanes = { high: 'due-high', normal: 'due', low: 'due-low' } as const satisfies Record<Priority, string>;

/** One aggregate is one subject, so that the expected last sequence of the subject is its lock. */
export const subjects = {
  catalog: ({ source, eventId }: BookKey) => `catalog.${source}.${eventId}`,
  book: ({ source, eventId }: BookKey) => `book.${source}.${eventId}`,
  watch: (watchId: string) => `watch.${watchId}`,
  alert: (watchId: string) => `alert.${watchId}`,
  source: (source: string) => `source.${source}`,
  delivery: (recipient: string) => `delivery.${recipient}`,
  sweepNext: ({ source, eventId }: BookKey) => `sweep.next.${source}.${eventId}`,
  sweepDue: ({ source, eventId }: BookKey, lane: Priority = 'normal') => `sweep.${lanes[lane]}.${source}.${eventId}`,
  request: ({ source, eventId }: BookKey) => `request.${source}.${eventId}`,
  answer: ({ source, eventId }: BookKey) => `answer.${source}.${eventId}`,
  dead: (service: string, consumer: string) => `dead.${service}.${consumer}`,
} as const;

/** The subject patterns each stream stores. */
export const streamSubjects = {
  CATALOG: ['catalog.*.*'],
  BOOKS: ['book.*.*'],
  WATCHES: ['watch.*'],
  SOURCES: ['source.*'],
  ALERTS: ['alert.*', 'delivery.*'],
  SWEEPS: ['sweep.next.*.*', 'sweep.due-high.*.*', 'sweep.due.*.*', 'sweep.due-low.*.*'],
  REQUESTS: ['request.*.*'],
  ANSWERS: ['answer.*.*'],
  DEAD: ['dead.*.*'],
} as const satisfies Record<StreamName, readonly string[]>;

/** The book a `book.`, `catalog.`, `answer.` or `sweep.` subject is about; null for any other subject. */
export const bookOfSubject = (subject: string): BookKey | null => {
  const match = /^(?:book|catalog|answer|sweep\.next|sweep\.due(?:-high|-low)?)\.([^.]+)\.([^.]+)$/.exec(subject);
  return match ? { source: match[1]!, eventId: match[2]! } : null;
};
