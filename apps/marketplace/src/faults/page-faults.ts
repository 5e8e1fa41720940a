import { z } from 'zod';

/** What can be wrong with the page of an event. */
export const PageFault = z
  .object({
    kind: z.enum(['challenge', 'login', 'moved', 'wrong-event', 'empty', 'data-twice', 'changed', 'forbidden', 'slow']),
    eventId: z.string().nullable().default(null),
    /** Answers that it spoils. */
    times: z.int().min(1).max(100_000).default(1),
    /** Of `slow`. */
    delayMs: z.int().min(1).max(120_000).default(3000),
  })
  .strict();
export type PageFault = z.output<typeof PageFault>;

/** Faults in the order they were armed; the first that applies to an answer spoils it. */
export class PageFaults {
  private armed: PageFault[] = [];

  arm(fault: PageFault): void {
    this.armed.push({ ...fault });
  }

  clear(): void {
    this.armed = [];
  }

  /** Of the next answer for `eventId`; null for an honest one. Counts the answer. */
  take(eventId: string): PageFault | null {
    const fault = this.armed.find((each) => each.eventId === null || each.eventId === eventId);
    if (fault === undefined) return null;
    fault.times -= 1;
    this.armed = this.armed.filter(({ times }) => times > 0);
    return fault;
  }
}
