export { appendLook, type Appended } from './append-look.js';
export { advance, loadBook, loadBookAt, previousSequenceOf, type LoadedBook } from './load-book.js';
