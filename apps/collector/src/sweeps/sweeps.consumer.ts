import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SweepDue } from '@tickettape/contracts';
import { JetStreamHandler } from '@tickettape/jetstream';
import { Sweeper } from './sweeper.js';

const binding = { stream: 'SWEEPS', schema: SweepDue, ackWaitMs: 10_000 } as const;

/**
 * Sweeps that are due, lane by lane; any replica takes any of them. How many requests are open at once is up to the gate of their host. Where a host is asked for more than its budget, each lane gets turns in
 * proportion to what it may have at once, so that the low ones become late and never stop.
 */
@Controller()
export class SweepsConsumer {
  constructor(private readonly sweeper: Sweeper) {}

  @JetStreamHandler({ ...binding, durable: 'collector-sweeps-high', filterSubjects: ['sweep.due-high.*.*'], concurrency: 4 })
  sweepHigh(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }

  @JetStreamHandler({ ...binding, durable: 'collector-sweeps', filterSubjects: ['sweep.due.*.*'], concurrency: 8 })
  sweep(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }

  @JetStreamHandler({ ...binding, durable: 'collector-sweeps-low', filterSubjects: ['sweep.due-low.*.*'], concurrency: 2 })
  sweepLow(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }
}
