const nanosPerMs = 1_000_000n;

/** When a stream stored a message, as the server writes it: RFC 3339 with nanoseconds, UTC. */
export const storedAt = ({ timestampNanos }: { timestampNanos: bigint }): string =>
  `${new Date(Number(timestampNanos / nanosPerMs)).toISOString().slice(0, -1)}${String(timestampNanos % nanosPerMs).padStart(6, '0')}Z`;
