import type { JetStreamManager } from '@nats-io/jetstream';
import type { Publisher } from '@tickettape/jetstream';
import { expect, it } from 'vitest';
import { Outboxes } from './outboxes.js';

/** A server whose copy of the stream holds nothing yet. */
const lagging = {
  direct: {
    getMessage: async () => null,
    getBatch: async () => (async function* () {})(),
  },
} as unknown as JetStreamManager;

it('does not take a message that the asked server does not hold yet for one that is not there', async () => {
  const outboxes = new Outboxes(lagging, {} as Publisher);
  await expect(outboxes.upTo('operator', 7)).rejects.toMatchObject({ code: 'NATS_UNAVAILABLE' });
  expect((await outboxes.upTo('operator', 0)).messages.size).toBe(0);
});
