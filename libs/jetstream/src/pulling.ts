/**
 * How a consumer asks for messages. The client takes half of `expires` (milliseconds) as the heartbeat and asks anew after two that did not come, so this
 * is how long nobody notices that the server which led a consumer is gone: its default of 30 seconds would break the promise that a look can be queried
 * within five. Ref: nats.js `PullConsumerMessagesImpl`, 3.4.0; seen in the rehearsal of a rolling restart.
 */
export const pulling = { expires: 3_000 } as const;
