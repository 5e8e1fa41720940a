import { observe, type Observation } from '@tickettape/book';
import { subjects, tapeHeaders, type BookFact, type BookKey } from '@tickettape/contracts';
import type { Publisher } from '@tickettape/jetstream';
import type { LoadedBook } from './load-book.js';

export type Appended = {
  fact: BookFact;
  /** The book after the look; it is the caller's new state only because the stream has stored the fact. */
  loaded: LoadedBook;
  /** The fact stood there already: an earlier try had been stored. */
  duplicate: boolean;
};

/**
 * Decides what a look adds to its book and stores it.
 * Throws VERSION_CONFLICT when another writer was faster: load the book and call again.
 */
export const appendLook = async (publisher: Publisher, key: BookKey, observation: Observation, loaded: LoadedBook): Promise<Appended> => {
  const { fact, book } = observe(key, observation, loaded.book);
  const { sequence, duplicate } = await publisher.publish(subjects.book(key), fact, {
    expectedLastSequence: loaded.lastSequence,
    headers: pointer(fact, loaded),
  });
  const keyframeSequence = fact.type === 'book.keyframed.v1' ? sequence : fact.type === 'coverage.lost.v1' ? null : loaded.keyframeSequence;
  return { fact, loaded: { book, lastSequence: sequence, keyframeSequence }, duplicate };
};

/** A keyframe and a loss of coverage stand for themselves; everything else builds on the last keyframe. */
const pointer = (fact: BookFact, { keyframeSequence }: LoadedBook): Record<string, string> =>
  fact.type === 'book.keyframed.v1' || fact.type === 'coverage.lost.v1' || keyframeSequence === null
    ? {}
    : { [tapeHeaders.keyframe]: String(keyframeSequence) };
