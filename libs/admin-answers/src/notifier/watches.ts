import { Watch } from '@tickettape/contracts';
import { z } from 'zod';

/** One of `GET /admin/watches`. */
export const WatchView = Watch.extend({
  rule: z.string().describe('Its condition in words, as it may be written'),
  isPaused: z.boolean(),
  since: z.iso.datetime().describe('When its rule became what it is, or when it was resumed'),
  state: z.enum(['idle', 'open']),
  openSince: z.iso.datetime().nullable().describe('observedAt of the look that opened the episode'),
  alertId: z.string().nullable().describe('Of the open episode'),
  episodes: z.int().nonnegative().describe('Episodes so far'),
  blindSince: z.iso.datetime().nullable().describe('First blind look of the time it was told of; null while it can be judged'),
  lastLookAt: z.iso.datetime().nullable().describe('The last look at its book that this process handled; null if none since it started'),
}).meta({ id: 'WatchView' });
export type WatchView = z.output<typeof WatchView>;

/** `GET /admin/watches` */
export const WatchList = z.array(WatchView);
export type WatchList = z.output<typeof WatchList>;
