import type { Listings } from '@tickettape/book';
import { sightingOfItems } from '../sighting.js';
import type { Answer } from './answer.js';
import { BookInOrder } from './book-in-order.js';

/** A look at the listings of `answer`, those of `known` that still read the same among them. */
export const sightingOf = (answer: Answer, observedAt: string, known: Listings = new Map()) => {
  const book = new BookInOrder(known);
  return sightingOfItems(answer, (item) => book.read(item), observedAt);
};
