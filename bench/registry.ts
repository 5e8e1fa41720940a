import type { Bench } from './bench.ts';

/** Every benchmark by its name; one file each. */
export const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  accuracy: async () => (await import('./accuracy.ts')).accuracy,
  collector: async () => (await import('./collector.ts')).collector,
  delivery: async () => (await import('./delivery.ts')).delivery,
  sampling: async () => (await import('./sampling.ts')).sampling,
  scale: async () => (await import('./scale.ts')).scale,
  storage: async () => (await import('./storage.ts')).storage,
  memory: async () => (await import('./memory.ts')).memory,
  peers: async () => (await import('./peers.ts')).peers,
  query: async () => (await import('./query.ts')).query,
  relistings: async () => (await import('./relistings.ts')).relistings,
  replay: async () => (await import('./replay.ts')).replay,
  telemetry: async () => (await import('./telemetry.ts')).telemetry,
  tape: async () => (await import('./tape.ts')).tape,
  watches: async () => (await import('./watches.ts')).watches,
};
