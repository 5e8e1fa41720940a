import { z } from 'zod';
import { defineFact } from './fact.js';
import { Currency, Minor } from './money.js';
import { BookKey, Token } from './token.js';

const PriceLine = z.object({ price: Minor, currency: Currency });

/** What a person wants to be told. "Get-in" is the lowest all-in price of a book. */
export const Condition = z.discriminatedUnion('kind', [
  PriceLine.extend({ kind: z.literal('get-in-below') }),
  PriceLine.extend({ kind: z.literal('get-in-above') }),
  /** The get-in moved by at least `percent` against any complete look of the last `withinSeconds`, up or down. */
  z.object({ kind: z.literal('get-in-moves'), percent: z.number().positive().max(1000), withinSeconds: z.int().positive() }),
  /** A listing appeared in `section` (compared without case). */
  z.object({ kind: z.literal('new-listing'), section: z.string().min(1) }),
]);
export type Condition = z.infer<typeof Condition>;

export const Channel = z.enum(['log', 'webhook', 'telegram']);
export type Channel = z.infer<typeof Channel>;

export const Watch = BookKey.extend({ watchId: Token, name: z.string().min(1), condition: Condition, channels: z.array(Channel).min(1) });
export type Watch = z.infer<typeof Watch>;

/** `revision` counts the facts of one watch: 1, 2, 3. */
export const WatchDefined = defineFact('watch.defined.v1', Watch.extend({ revision: z.int().positive() }));
export type WatchDefined = z.infer<typeof WatchDefined>;

export const WatchRemoved = defineFact('watch.removed.v1', z.object({ watchId: Token, revision: z.int().positive() }));
export type WatchRemoved = z.infer<typeof WatchRemoved>;

export const WatchFact = z.discriminatedUnion('type', [WatchDefined, WatchRemoved]);
export type WatchFact = z.infer<typeof WatchFact>;
