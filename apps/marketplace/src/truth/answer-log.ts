import type { SimulatedSeconds } from '../market/time.js';
import type { Fault } from '../faults/fault.js';

/** One answer that was really given. */
export type ServedAnswer = {
  /** Real time, UTC. */
  at: string;
  simulatedSeconds: SimulatedSeconds;
  /** null where the connection was broken instead. */
  status: number | null;
  fault: Fault['kind'] | null;
  /** Listings in an answer that told the whole book; null for any other. */
  listings: number | null;
};

/** Answers kept per event; the oldest leave first. */
export const keptAnswers = 2000;

/** What each event's clients were told. Lives as long as the process. */
export class AnswerLog {
  private readonly answers = new Map<string, ServedAnswer[]>();

  of(eventId: string): readonly ServedAnswer[] {
    return this.answers.get(eventId) ?? [];
  }

  add(eventId: string, answer: ServedAnswer): void {
    this.answers.set(eventId, [...this.of(eventId), answer].slice(-keptAnswers));
  }
}
