import type { Figure, Listing } from '@tickettape/contracts';

/** What one look proves about one condition. */
export type Judgement =
  /** It holds. */
  | { kind: 'holds'; reason: string; listings: readonly Listing[]; figures: readonly Figure[] }
  /** It does not, by the width of the hysteresis. */
  | { kind: 'over'; reason: string }
  /** Neither is proven: whatever stands stays. */
  | { kind: 'unproven' };

export const unproven: Judgement = { kind: 'unproven' };
export const over = (reason: string): Judgement => ({ kind: 'over', reason });
export const holds = (reason: string, listings: readonly Listing[] = [], figures: readonly Figure[] = []): Judgement => ({
  kind: 'holds',
  reason,
  listings,
  figures,
});
