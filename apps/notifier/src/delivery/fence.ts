/** Why a message that waited too long is not sent; it stands in `delivery.failed.v2`. */
export const tooOld = 'ALERT_TOO_OLD';

/** How far the clocks of two of our machines may differ. */
const clockSkewMs = 60_000;

/**
 * The replay fence: something is told only while it is recent by the clock. Facts of a restored backup are old by then, whatever consumer brings
 * them, and a channel that was away for long is not flooded with old news. What claims to be of the future is not believed either. Facts from an
 * archive or from another stream say so themselves (`isImported`).
 */
export const isTooOld = (observedAt: string, nowMs: number, maxAgeMs: number): boolean => {
  const ageMs = nowMs - Date.parse(observedAt);
  return ageMs > maxAgeMs || ageMs < -clockSkewMs;
};
