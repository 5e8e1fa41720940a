/** Why an alert that waited too long is not sent; it stands in `delivery.failed.v1`. */
export const tooOld = 'ALERT_TOO_OLD';

/**
 * The replay fence: an alert is sent only while its look is recent by the clock. Facts of a restored backup are old by then, whatever consumer
 * brings them, and a channel that was away for long is not flooded with old news. Facts from an archive say so themselves (`isImported`).
 */
export const isTooOld = (observedAt: string, nowMs: number, maxAgeMs: number): boolean => nowMs - Date.parse(observedAt) > maxAgeMs;
