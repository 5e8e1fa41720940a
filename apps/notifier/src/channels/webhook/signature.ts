import { createHmac } from 'node:crypto';

/** Headers of a webhook request; a receiver checks the signature and refuses an old timestamp. */
export const webhookHeaders = {
  /** Epoch seconds at which it was sent. */
  timestamp: 'Tickettape-Timestamp',
  /** `sha256=` and HMAC-SHA256 of `<timestamp>.<body>` in hexadecimal digits. */
  signature: 'Tickettape-Signature',
  idempotencyKey: 'Idempotency-Key',
} as const;

export const sign = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
