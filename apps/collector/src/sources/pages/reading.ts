import type { CountField, Fields, TextField } from './field.js';
import type { Paging } from './paging.js';
import type { Query } from './query.js';
import type { States } from './states.js';

/** JSON that a page holds in an element, mostly a script. */
export type Island = { select: string; after?: string | undefined; before?: string | undefined };

/** How the answers of a source are read: what `json`, `html` and `browser` have in common. */
export type Reading = {
  /** What an answer is. */
  body: 'json' | 'page';
  island: Island | undefined;
  states: States;
  items: Query;
  fields: Fields;
  total: CountField | undefined;
  event: TextField | undefined;
  paging: Paging | undefined;
  mostItems: number;
};
