export { appendLook, type Appended } from './append-look.js';
export { factsBefore, firstSince, startBefore, type TapeMessage } from './facts-before.js';
export { factOf, readFacts, type Placed } from './read-facts.js';
export { advance, loadBook, loadBookAt, previousSequenceOf, type LoadedBook } from './load-book.js';
