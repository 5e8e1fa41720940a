import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SweepDue } from '@tickettape/contracts';
import { consumers, JetStreamHandler } from '@tickettape/jetstream';
import { Sweeper } from './sweeper.js';

/**
 * Sweeps that are due, lane by lane; any replica takes any of them. How many requests are open at once is up to the gate of their host. Where a host is asked for more than its budget, each lane gets turns in
 * proportion to what it may have at once, so that the low ones become late and never stop.
 */
@Controller()
export class SweepsConsumer {
  constructor(private readonly sweeper: Sweeper) {}

  @JetStreamHandler({ ...consumers.sweepsHigh, schema: SweepDue, concurrency: 4 })
  sweepHigh(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }

  @JetStreamHandler({ ...consumers.sweeps, schema: SweepDue, concurrency: 8 })
  sweep(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }

  @JetStreamHandler({ ...consumers.sweepsLow, schema: SweepDue, concurrency: 2 })
  sweepLow(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }
}
