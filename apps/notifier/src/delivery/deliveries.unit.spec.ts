import { DeliveryFact, type DeliveryQueued } from '@tickettape/contracts';
import { expect, it } from 'vitest';
import type { Channels } from '../channels/channels.js';
import { anAlertOpened } from './alert.examples.js';
import { Deliveries } from './deliveries.js';
import { queued } from './delivery-facts.js';
import type { Messages } from './messages.js';
import { noticeOf } from './notice.js';
import { Outbox } from './outbox.js';
import type { Outboxes } from './outboxes.js';
import type { Recipients } from './recipients.js';

const { notice } = noticeOf(anAlertOpened())!;
const message = queued(
  'r-1',
  { deliveryKey: 'd1', kind: 'alert', notices: [notice], channels: ['webhook'], escalatesAt: null },
  Date.now(),
) as DeliveryQueued;

/** A tape of one recipient that holds the message. */
const aTape = () => {
  const outbox = new Outbox();
  let position = 0;
  const store = (fact: DeliveryFact) => outbox.apply({ fact, position: (position += 1), isImported: false });
  store(message);
  const append = async (_: string, decide: (outbox: Outbox) => DeliveryFact[]) => decide(outbox).map((fact) => (store(fact), fact));
  return { outbox, outboxes: { upTo: async () => outbox, current: async () => outbox, append } as unknown as Outboxes };
};

it('a message that NATS brings again while its channel is being asked is sent once, and again after the channel failed', async () => {
  const { outbox, outboxes } = aTape();
  let sent = 0;
  let answer: (error?: Error) => void = () => undefined;
  const channels = {
    send: () => {
      sent += 1;
      return new Promise<void>((resolve, reject) => (answer = (error) => (error ? reject(error) : resolve())));
    },
  } as unknown as Channels;
  const recipients = { reach: async () => ({ address: null, reader: null }) } as unknown as Recipients;
  const deliveries = new Deliveries(channels, outboxes, recipients, { of: async () => null } as unknown as Messages, 60_000);
  const twice = async (error?: Error) => {
    const both = [1, 2].map((attempts) => deliveries.deliver(message, 1, attempts));
    await expect.poll(() => sent).toBeGreaterThan(0);
    answer(error);
    return Promise.allSettled(both);
  };

  expect((await twice(new Error('no answer'))).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(sent).toBe(1);
  sent = 0;
  expect((await twice()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(sent).toBe(1);
  expect([...outbox.messages.get('d1')!.ended]).toEqual([['webhook', 'sent']]);
});
