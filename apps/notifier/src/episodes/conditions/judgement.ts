import type { Listing } from '@tickettape/contracts';

/** What one look proves about one condition. */
export type Judgement =
  /** It holds: opens an episode where none is open. */
  | { kind: 'holds'; reason: string; listings: readonly Listing[] }
  /** It is over by the width of the hysteresis: closes the open episode. */
  | { kind: 'over'; reason: string }
  /** Neither is proven: whatever stands stays. */
  | { kind: 'unproven' };

export const unproven: Judgement = { kind: 'unproven' };

/** How far, in percent of its line, a price must come back before an episode is over; so a price that dances on the line alerts once. */
export const hysteresisPercent = 2;
