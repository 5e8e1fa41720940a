import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SweepDue } from '@tickettape/contracts';
import { JetStreamHandler } from '@tickettape/jetstream';
import { Sweeper } from './sweeper.js';

/** Sweeps that are due, at most three at once in this process; any replica takes any of them. */
@Controller()
export class SweepsConsumer {
  constructor(private readonly sweeper: Sweeper) {}

  @JetStreamHandler({
    stream: 'SWEEPS',
    durable: 'collector-sweeps',
    filterSubjects: ['sweep.due.*.*'],
    schema: SweepDue,
    concurrency: 3,
    ackWaitMs: 10_000,
  })
  sweep(@Payload() due: SweepDue): Promise<void> {
    return this.sweeper.sweep(due);
  }
}
