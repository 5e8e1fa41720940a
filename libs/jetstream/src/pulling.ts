import type { ConsumerMessages } from '@nats-io/jetstream';

/**
 * How a consumer asks for messages, in milliseconds. Two heartbeats that do not come tell that the server which led the consumer is gone: the client's own
 * 15 seconds between them would break the promise that a look can be queried within five. Ref: nats.js `PullConsumerMessagesImpl`, 3.4.0.
 */
export const pulling = { expires: 3_000, idle_heartbeat: 750 } as const;

/**
 * Ends `messages` of an ordered consumer as soon as two heartbeats have not come or the client replaces the consumer, for its reader to open another one where
 * it stands. The client itself asks for the old consumer first, which takes five seconds to fail when the only server that knew it is gone; and of a new one
 * it asks nothing before the request to the old one has expired.
 */
export const endWhenLost = async (messages: ConsumerMessages): Promise<void> => {
  for await (const { type } of messages.status()) if (type === 'heartbeats_missed' || type === 'reset') messages.stop();
};
