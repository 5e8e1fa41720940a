import { timestamp } from '../database/binary.js';
import type { Statement } from '../database/statement.js';

/** Puts aside the looks before `olderThan` that live books stand on, while no book moves on: the live books are made of them when `sweeps` has dropped them. */
export const keepLiveLooks = (olderThan: string): Statement[] => [
  // Only inside of a block may a statement lock a table.
  { name: 'hold-books', text: 'do $$ begin lock table books in share row exclusive mode; end $$', values: [] },
  {
    name: 'keep-live-looks',
    text: `
      insert into kept_sweeps
      select look.* from books book cross join lateral sweeps_since_keyframe(book.source, book.event_id, book.seen_at) look
      where look.observed_at < $1
      on conflict do nothing`,
    values: [timestamp(olderThan)],
  },
];
