import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aListing, aSighting } from '@tickettape/book/examples';
import { envelope, subjects, type BookKey } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, spawnService, until } from '@tickettape/testing';
import { percentile, type Bench, type Row } from './bench.ts';

const key: BookKey = { source: 'stubhub', eventId: '1' };
const crowd = 100;

/** From a look that meets a watch to the moment the channel has the whole message: one watch, and a hundred watches that one look meets at once. */
export const delivery: Bench = async ({ quick, progress }) => {
  const rounds = quick ? 20 : 200;
  const channel = await listen();
  const nats = await freshNats();
  const tape = await connectTape({ servers: nats.url, name: 'bench' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'SOURCES', 'DEAD']);
  const publisher = new Publisher(tape.js, tape.jsm);
  const env = { NATS_URL: nats.url, LOG_LEVEL: 'error', WEBHOOK_URL: channel.url, WEBHOOK_SECRET: 'a-secret-of-the-bench' };
  const notifier = await spawnService('notifier', env);
  try {
    const define = (watchId: string, eventId: string) => publisher.publish(subjects.watch(watchId), watchOf(watchId, eventId));
    await define('single', key.eventId);
    for (let number = 0; number < crowd; number += 1) await define(`crowd${number}`, '2');
    const look = async (book: BookKey, price: number): Promise<number> => {
      const observedAt = new Date();
      const sighting = aSighting([aListing('a', { allInPrice: price })], { observedAt: observedAt.toISOString() });
      await appendLook(publisher, book, sighting, await loadBook(tape.jsm, book));
      return observedAt.getTime();
    };
    /** Milliseconds for each message that this look leads to, and then the episode ends. */
    const alerts = async (book: BookKey, count: number): Promise<number[]> => {
      channel.arrivedAtMs.length = 0;
      const seenAtMs = await look(book, 9_000);
      await until(() => channel.arrivedAtMs.length === count, { timeoutMs: 60_000, pauseMs: 2, label: `${count} messages arrived` });
      await look(book, 12_000);
      return channel.arrivedAtMs.map((atMs) => atMs - seenAtMs);
    };
    const single: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      if (round % 50 === 0) progress(`${round} of ${rounds}`);
      single.push(...(await alerts(key, 1)));
    }
    const many: number[] = [];
    for (let round = 0; round < (quick ? 2 : 10); round += 1) many.push(...(await alerts({ ...key, eventId: '2' }, crowd)));
    const about = `From \`observedAt\` of a look to a message that a webhook on the same machine has read, over NATS with \`sync_interval: always\`; ${single.length} alerts of one watch one after the other, and ${many.length} of looks that meet ${crowd} watches at once.`;
    return {
      name: 'delivery',
      about,
      rows: [...rowsOf('one watch', single, [250, 1_000]), ...rowsOf(`${crowd} watches at once`, many, [null, null])],
    };
  } finally {
    await notifier.kill9();
    await tape.nc.close();
    await nats.stop();
    await channel.stop();
  }
};

const rowsOf = (what: string, values: readonly number[], [median, worst]: readonly (number | null)[]): Row[] => [
  { what: `${what}: p50`, value: percentile(values, 0.5), unit: 'ms', target: median ?? null },
  { what: `${what}: p99`, value: percentile(values, 0.99), unit: 'ms', target: worst ?? null },
];

const watchOf = (watchId: string, eventId: string) =>
  envelope(
    'watch.defined.v1',
    { id: `watch:${watchId}:1`, source: '/bench', subject: watchId, time: new Date(Date.now() - 60_000).toISOString() },
    {
      ...key,
      eventId,
      watchId,
      name: watchId,
      channels: ['webhook'],
      rearmSeconds: 0,
      revision: 1,
      condition: { kind: 'get-in-below', price: 9_500, currency: 'USD' },
    },
  );

const listen = async () => {
  const arrivedAtMs: number[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      arrivedAtMs.push(Date.now());
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, arrivedAtMs, stop };
};
