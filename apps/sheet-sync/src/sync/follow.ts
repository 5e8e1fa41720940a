import { AppError } from '@tickettape/errors';
import type { Publisher } from '@tickettape/jetstream';
import type { LastFacts } from './last-facts.js';
import type { Decision, Hold } from './removal-guard.js';

const mostTries = 5;

/** Publishes under way at once: enough to fill the server's fsync, few enough to stay a polite neighbour. */
const windowFacts = 256;

type Following<Fact> = {
  load: () => Promise<LastFacts<Fact>>;
  decide: (last: LastFacts<Fact>) => Decision<Fact>;
  subjectOf: (fact: Fact) => string;
  /** Stores what has to wait before anything is published, so that a crash in between cannot make it look like less. */
  keep: (hold: Hold | null) => Promise<void>;
};

export type Followed<Fact> = Decision<Fact> & {
  /** Before anything was published. */
  last: LastFacts<Fact>;
};

/**
 * Loads, decides and publishes. Where another writer was faster on a subject, everything is loaded and decided again, so no fact is ever based on
 * an old state. Throws VERSION_CONFLICT where that happens again and again, NATS_UNAVAILABLE.
 */
export const follow = async <Fact extends { id: string }>(
  publisher: Pick<Publisher, 'publish'>,
  { load, decide, subjectOf, keep }: Following<Fact>,
): Promise<Followed<Fact>> => {
  const stored: Fact[] = [];
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const last = await load();
    const { facts, hold } = decide(last);
    await keep(hold);
    const writable = facts.filter((fact) => !last.unreadable.has(subjectOf(fact)));
    const conflicts = await publishAll(writable, async (fact) => {
      const subject = subjectOf(fact);
      await publisher.publish(subject, fact, { expectedLastSequence: last.sequences.get(subject) ?? 0 });
      stored.push(fact);
    });
    if (conflicts === 0) return { facts: stored, hold, last };
  }
  throw new AppError('VERSION_CONFLICT', { detail: `${mostTries} times in a row` });
};

/** How many facts met a faster writer; any other failure is thrown once what is under way has ended. */
const publishAll = async <Fact>(facts: readonly Fact[], publish: (fact: Fact) => Promise<void>): Promise<number> => {
  let conflicts = 0;
  for (let from = 0; from < facts.length; from += windowFacts) {
    const results = await Promise.allSettled(facts.slice(from, from + windowFacts).map(publish));
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      if (!isConflict(result.reason)) throw result.reason;
      conflicts += 1;
    }
  }
  return conflicts;
};

const isConflict = (error: unknown): boolean => error instanceof AppError && error.code === 'VERSION_CONFLICT';
