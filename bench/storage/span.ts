/** What some sweeps took; milliseconds and bytes of all of them together. */
export type Span = { sweeps: number; ms: number; databaseCpuMs: number; ownCpuMs: number; walBytes: number };

export const msPerSweep = ({ ms, sweeps }: Span): number => ms / sweeps;
export const sweepsPerSecond = ({ ms, sweeps }: Span): number => (1_000 * sweeps) / ms;
export const databaseCpuPerSweep = ({ databaseCpuMs, sweeps }: Span): number => databaseCpuMs / sweeps;
export const ownCpuPerSweep = ({ ownCpuMs, sweeps }: Span): number => ownCpuMs / sweeps;
export const walPerSweep = ({ walBytes, sweeps }: Span): number => walBytes / sweeps;
