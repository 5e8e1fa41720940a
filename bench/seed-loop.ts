import type { Market } from './fleet.ts';

export type LoopUsage = { sweeps: number; seconds: number; cpuSeconds: number; bytes: number };

/** The loop of the first sketch of this product: one process, three events at a time, every look stored whole. */
export const runSeedLoop = async ({ tape, url, eventIds }: Market, seconds: number): Promise<LoopUsage> => {
  const endMs = performance.now() + seconds * 1000;
  const before = process.cpuUsage();
  const usage = { sweeps: 0, bytes: 0 };
  await tape.jsm.streams.add({ name: 'SNAPSHOTS', subjects: ['snapshot.*'] });
  const worker = async (first: number) => {
    for (let index = first; performance.now() < endMs; index += 3) {
      const eventId = eventIds[index % eventIds.length]!;
      const response = await fetch(`${url}/api/Listing/GetCompListingsByEventId?viagogoEventId=${eventId}`);
      const snapshot = JSON.stringify({ eventId, at: new Date().toISOString(), listings: JSON.parse(await response.text()) as unknown });
      await tape.js.publish(`snapshot.${eventId}`, snapshot);
      usage.sweeps += 1;
      usage.bytes += snapshot.length;
    }
  };
  await Promise.all([0, 1, 2].map(worker));
  const { user, system } = process.cpuUsage(before);
  await tape.jsm.streams.delete('SNAPSHOTS');
  return { ...usage, seconds, cpuSeconds: (user + system) / 1e6 };
};
