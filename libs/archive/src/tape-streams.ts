/** The streams of facts: the whole tape. SWEEPS holds commands, and the others tell of work; none of that outlives its server. */
export const tapeStreams = ['CATALOG', 'WATCHES', 'BOOKS', 'ALERTS'] as const;
export type TapeStream = (typeof tapeStreams)[number];
