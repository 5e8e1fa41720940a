/** How a try to send came to its end. */
export type Outcome = { kind: 'sent' } | { kind: 'failed'; code: string; detail: string };
