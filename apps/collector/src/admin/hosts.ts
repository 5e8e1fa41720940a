import type { Host } from '@tickettape/admin-answers';
import { Injectable } from '@nestjs/common';
import { HostGates } from '../politeness/host-gates.js';
import { nextFreeOf } from '../politeness/host-state.js';
import { ServerClock } from '../politeness/server-clock.js';

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
