import { z } from 'zod';
import { Condition } from './condition.js';
import { defineFact } from './fact.js';
import { BookKey, Token } from './token.js';

export const Channel = z.enum(['log', 'webhook', 'telegram', 'slack', 'discord', 'email', 'ntfy']);
export type Channel = z.infer<typeof Channel>;

/** How much it matters; normal where it is not told. */
export const Severity = z.enum(['low', 'normal', 'high']);
export type Severity = z.infer<typeof Severity>;

/** Who keeps the watch: a row of the sheet, or a person by command line, admin HTTP or Telegram. Neither removes what the other keeps. */
export const Origin = z.enum(['sheet', 'person']);
export type Origin = z.infer<typeof Origin>;

/** How an alert reaches people; the same in a watch and in what it tells. */
export const Reach = z.object({
  channels: z.array(Channel).min(1),
  severity: Severity.optional(),
  /** Ids of people; who they are and where they are told lies outside the tape. */
  recipients: z.array(Token).min(1).optional(),
});
export type Reach = z.infer<typeof Reach>;

/** When an episode begins and ends. Where one is not told, the default of the evaluation stands. */
export const EpisodeSettings = z.object({
  /** How long the condition must hold, without a gap in sight, before it is told. */
  holdSeconds: z.int().nonnegative().optional(),
  /** How long it must not hold before the episode is over and the next one may be told. */
  rearmSeconds: z.int().nonnegative().optional(),
  /** How far, in percent of its line, a value must come back before the condition no longer holds. */
  hysteresisPercent: z.number().nonnegative().max(100).optional(),
  /** How long the source may be blind before the watch says that it cannot judge. */
  blindAfterSeconds: z.int().positive().optional(),
  /** Say also when it is over. */
  tellOver: z.boolean().optional(),
});
export type EpisodeSettings = z.infer<typeof EpisodeSettings>;

export const Watch = BookKey.extend({
  watchId: Token,
  name: z.string().min(1),
  condition: Condition,
  ...Reach.shape,
  ...EpisodeSettings.shape,
  /** Absent: the sheet. */
  origin: Origin.optional(),
});
export type Watch = z.infer<typeof Watch>;

/** `revision` counts the facts of one watch: 1, 2, 3. Each but a removal holds the whole watch, so that the last one tells what it asks. */
const Revised = Watch.extend({ revision: z.int().positive() });

export const WatchDefined = defineFact('watch.defined.v1', Revised);
export type WatchDefined = z.infer<typeof WatchDefined>;

/** It is not judged until it is resumed, also where it is defined anew meanwhile. */
export const WatchPaused = defineFact('watch.paused.v1', Revised);
export type WatchPaused = z.infer<typeof WatchPaused>;

export const WatchResumed = defineFact('watch.resumed.v1', Revised);
export type WatchResumed = z.infer<typeof WatchResumed>;

export const WatchRemoved = defineFact('watch.removed.v1', z.object({ watchId: Token, revision: z.int().positive() }));
export type WatchRemoved = z.infer<typeof WatchRemoved>;

export const WatchFact = z.discriminatedUnion('type', [WatchDefined, WatchPaused, WatchResumed, WatchRemoved]);
export type WatchFact = z.infer<typeof WatchFact>;
