import { sightingOfItems } from '../sighting.js';
import type { Answer } from './answer.js';
import { mapListing } from './mapper.js';

export const sightingOf = (answer: Answer, observedAt: string) => sightingOfItems(answer, mapListing, observedAt);
