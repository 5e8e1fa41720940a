import type { ConsumerInfo } from '@nats-io/jetstream';
import type { Tape } from '@tickettape/jetstream';
import { serviceNames, type ServiceName } from './names.js';

export type Lags = Partial<Record<ServiceName, number>>;

/** Messages of the tape that a service has not settled yet, by service; a durable consumer is named after its service. */
export const sumLags = (consumers: readonly Pick<ConsumerInfo, 'name' | 'num_pending' | 'num_ack_pending'>[]): Lags => {
  const lags: Lags = {};
  for (const { name, num_pending, num_ack_pending } of consumers) {
    const service = serviceNames.find((candidate) => name.startsWith(`${candidate}-`));
    if (service !== undefined) lags[service] = (lags[service] ?? 0) + num_pending + num_ack_pending;
  }
  return lags;
};

/** Of the streams of facts; the sweeps that are due are no lag but the collector's work. */
export const consumerLags = async ({ jsm }: Tape): Promise<Lags> => {
  const consumers: ConsumerInfo[] = [];
  for (const stream of ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS'])
    for await (const consumer of jsm.consumers.list(stream)) consumers.push(consumer);
  return sumLags(consumers);
};
