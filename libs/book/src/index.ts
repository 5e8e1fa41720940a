export { evolve, fold, unseenBook, type Book, type SeenBook } from './book.js';
export { decide, keyframeEveryLooks, observe, type Blindness, type Observation, type Sighting } from './decide.js';
export { apply, byId, diff, isEmpty, moveDigest, sameListing, type Delta, type Listings } from './diff.js';
export { canonicalLine, digestOf, digestText, lineDigest } from './digest.js';
export { needsSecondLook } from './second-look.js';
export { probablyRelisted } from './relisting.js';
export { statisticsOf } from './statistics.js';
