import { Logger } from '@nestjs/common';
import type { Consumer, JetStreamManager } from '@nats-io/jetstream';
import { metrics } from '@tickettape/telemetry';
import type { ConsumerBinding } from './handler.js';

/** Milliseconds; shorter than a usual scrape interval. */
const intervalMs = 10_000;

type Watched = Pick<ConsumerBinding, 'stream' | 'durable' | 'filterSubjects'>;

/** Tells the metrics how far durable consumers are, as their leaders know it: followers would tell stale figures. */
export class ConsumerReport {
  private readonly logger = new Logger('consumers');
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(private readonly jsm: JetStreamManager) {}

  start(watched: Watched, consumer: Consumer): void {
    const tell = () => void this.tell(watched, consumer).catch((error: unknown) => this.unknown(watched, error));
    tell();
    this.timers.push(setInterval(tell, intervalMs).unref());
  }

  stop(): void {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
  }

  private async tell({ stream, durable, filterSubjects }: Watched, consumer: Consumer): Promise<void> {
    const { num_pending: pending, num_ack_pending: unsettled, num_redelivered: redelivered, ack_floor: floor } = await consumer.info();
    metrics.consumer_pending_messages.set({ durable }, pending);
    metrics.consumer_unsettled_messages.set({ durable }, unsettled);
    metrics.consumer_redelivered_messages.set({ durable }, redelivered);
    const oldestMs = pending + unsettled === 0 ? null : await this.oldestMs(stream, filterSubjects, floor.stream_seq + 1);
    metrics.consumer_oldest_unsettled_seconds.set({ durable }, oldestMs === null ? 0 : Math.max(0, Date.now() - oldestMs) / 1000);
  }

  /** Everything at or before the floor is settled, so the next message of the consumer is its oldest. */
  private async oldestMs(stream: string, filterSubjects: readonly string[], seq: number): Promise<number | null> {
    const nexts = filterSubjects.map((next_by_subj) => this.jsm.direct.getMessage(stream, { seq, next_by_subj }));
    const times = (await Promise.all(nexts)).flatMap((message) => message?.time.getTime() ?? []);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** What cannot be known is not told, and above all not as 0. */
  private unknown({ durable }: Watched, error: unknown): void {
    for (const gauge of [
      metrics.consumer_pending_messages,
      metrics.consumer_unsettled_messages,
      metrics.consumer_redelivered_messages,
      metrics.consumer_oldest_unsettled_seconds,
    ])
      gauge.remove({ durable });
    this.logger.debug(error);
  }
}
