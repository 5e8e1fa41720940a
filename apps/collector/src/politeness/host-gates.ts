import { Inject, Injectable } from '@nestjs/common';
import { hostname } from 'node:os';
import type { CollectorConfig } from '../config.js';
import { COLLECTOR_CONFIG, RANDOM } from '../tokens.js';
import { budgetOf } from './budget.js';
import { HostGate } from './host-gate.js';
import { HostStates } from './host-states.js';
import { Ledger } from './ledger.js';
import { paceOf } from './pace.js';
import { requestDelayMs } from './request-delay.js';
import { ServerClock } from './server-clock.js';
import { SourceStates } from './source-states.js';

/** Opens the gates to hosts: each host has one in a process, however many sources are behind it. */
@Injectable()
export class HostGates {
  private readonly gates = new Map<string, HostGate>();

  constructor(
    private readonly hosts: HostStates,
    private readonly states: SourceStates,
    private readonly ledger: Ledger,
    private readonly clock: ServerClock,
    @Inject(COLLECTOR_CONFIG) private readonly config: CollectorConfig,
    @Inject(RANDOM) private readonly random: () => number,
  ) {}

  open(url: URL): HostGate {
    const gate = this.gates.get(url.host) ?? this.create(url);
    this.gates.set(url.host, gate);
    return gate;
  }

  all(): HostGate[] {
    return [...this.gates.values()];
  }

  private create({ host, hostname: name }: URL): HostGate {
    const pace = paceOf(name, this.config.INTERVAL_SPEED);
    const delay = delayOf(this.config);
    return new HostGate({
      host,
      budget: budgetOf(name, pace, limitsOf(this.config)),
      gapMs: () => requestDelayMs(delay, pace, this.random),
      speed: pace.speed,
      replica: `${hostname()}/${process.pid}`,
      hosts: this.hosts,
      ledger: this.ledger,
      now: () => this.clock.now(),
      isPaused: async (source) => (await this.states.read(source)).paused,
    });
  }
}

const delayOf = ({ REQUEST_DELAY_MIN_SECONDS, REQUEST_DELAY_MAX_SECONDS, REQUEST_DELAY_BIAS }: CollectorConfig) => ({
  minSeconds: REQUEST_DELAY_MIN_SECONDS,
  maxSeconds: REQUEST_DELAY_MAX_SECONDS,
  bias: REQUEST_DELAY_BIAS,
});

const limitsOf = ({ HOST_BURST, HOST_REQUESTS_PER_MINUTE, HOST_REQUESTS_PER_DAY, HOST_SILENCE }: CollectorConfig) => ({
  burst: HOST_BURST,
  perMinute: HOST_REQUESTS_PER_MINUTE,
  perDay: HOST_REQUESTS_PER_DAY,
  silence: HOST_SILENCE,
});
