import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { HostGates } from '../politeness/host-gates.js';
import { nextFreeOf } from '../politeness/host-state.js';
import { ServerClock } from '../politeness/server-clock.js';

const count = z.int().nonnegative();

export const Host = z
  .object({
    host: z.string(),
    perMinute: z.number().nullable().describe('Requests a minute in the long run; null: only the delay counts'),
    burst: z.number(),
    perDay: count.nullable(),
    today: count.describe('Requests granted in this UTC day'),
    granted: count.describe('Requests granted since the budget began; the ledger holds those that were made'),
    rate: z.number().describe('The part of the rate in force, below 1 after the host pushed back'),
    nextAt: z.iso.datetime().nullable().describe('When the next request may begin; null: now'),
    waitsFor: z
      .string()
      .nullable()
      .describe('What the next request waits for: spacing, budget, quota, silence, retry-after, push-back or failing'),
  })
  .meta({ id: 'Host' });
export type Host = z.output<typeof Host>;

/** How the budget of every host stands. */
@Injectable()
export class Hosts {
  constructor(
    private readonly gates: HostGates,
    private readonly clock: ServerClock,
  ) {}

  async list(): Promise<Host[]> {
    const nowMs = this.clock.now();
    return Promise.all(
      this.gates.all().map(async (gate) => {
        const { perMinute, burst, perDay } = gate.budget.host;
        const state = await gate.state();
        const { startMs, why } = nextFreeOf(state, gate.budget, nowMs);
        const waits = startMs > nowMs;
        return {
          host: gate.host,
          perMinute,
          burst,
          perDay,
          today: state.host.day === Math.floor(nowMs / 86_400_000) ? state.host.today : 0,
          granted: state.granted,
          rate: state.share,
          nextAt: waits ? new Date(startMs).toISOString() : null,
          waitsFor: waits ? why : null,
        };
      }),
    );
  }
}
