import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshNats, spawnService, until, type FreshNats, type SpawnedService } from '@tickettape/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let nats: FreshNats;
let folder: string;
let running: SpawnedService[];

const start = async () => {
  const service = await spawnService('sheet-sync', {
    NATS_URL: nats.url,
    SHEET: join(folder, 'events.csv'),
    SYNC_INTERVAL_SECONDS: '1',
    LEASE_SECONDS: '2',
  });
  running.push(service);
  return service;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tickettape-lease-'));
  await writeFile(join(folder, 'events.csv'), 'Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked\r\n');
  nats = await freshNats();
  running = [];
}, 60_000);
afterEach(async () => {
  await Promise.all(running.map((service) => service.kill9()));
  await nats.stop();
  await rm(folder, { recursive: true });
});

const reads = async ({ url }: SpawnedService) => (await fetch(`${url}/admin/rejections`)).status === 200;

describe('two replicas of sheet-sync', () => {
  it('of which one reads the sheet, and the other is ready and says who does', async () => {
    const [first, second] = [await start(), await start()];
    expect(await reads(first)).toBe(true);
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
    const answer = await fetch(`${second.url}/admin/sync`, { method: 'POST' });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'STANDBY' });
  }, 60_000);

  it.each<['is killed' | 'is asked to finish', (service: SpawnedService) => Promise<unknown>]>([
    ['is killed', (service) => service.kill9()],
    ['is asked to finish', (service) => service.stop()],
  ])(
    'change places when the one that reads %s',
    async (_, end) => {
      const [first, second] = [await start(), await start()];
      await end(first);
      await until(() => reads(second), { timeoutMs: 10_000, label: 'the other one reads the sheet' });
      const third = await start();
      expect([await reads(second), await reads(third)]).toEqual([true, false]);
    },
    60_000,
  );

  it('never read at once: what is out of touch with NATS stops before the other begins', async () => {
    const [first, second] = [await start(), await start()];
    process.kill(first.pid, 'SIGSTOP');
    await until(() => reads(second), { timeoutMs: 15_000, label: 'the other one reads the sheet' });
    process.kill(first.pid, 'SIGCONT');
    await until(async () => !(await reads(first)), { timeoutMs: 5_000, label: 'the first has noticed' });
    expect(await reads(second)).toBe(true);
  }, 60_000);
});
