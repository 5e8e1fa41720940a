import type { Listings } from '@tickettape/book';
import { sightingOfItems, type Mapped } from '../sighting.js';
import type { Answer } from './answer.js';
import { mapItems } from './map-items.js';
import { WrittenItems } from './recall.js';

/** A look at the listings of `answer`, those of `known` that still read the same among them, and what the next look may recall. */
export const sightingOf = (answer: Answer, observedAt: string, known: Listings = new Map()) => {
  const { declared, name, fingerprints } = answer;
  const items = mapItems(answer, known);
  const recall = fingerprints === null ? undefined : new WrittenItems(fingerprints, items.map(listingOf));
  return { ...sightingOfItems({ items, declared, name }, observedAt), recall };
};

const listingOf = (mapped: Mapped) => (mapped.kind === 'listing' ? mapped.listing : null);
