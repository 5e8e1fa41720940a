import { Inject, Injectable } from '@nestjs/common';
import { hostname } from 'node:os';
import type { CollectorConfig } from '../config.js';
import type { PaceSettings } from '../sources/configuration/entry.js';
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
    @Inject(HostStates) private readonly hosts: Pick<HostStates, 'read' | 'change'>,
    @Inject(SourceStates) private readonly states: Pick<SourceStates, 'read'>,
    @Inject(Ledger) private readonly ledger: Pick<Ledger, 'record'>,
    @Inject(ServerClock) private readonly clock: Pick<ServerClock, 'now'>,
    @Inject(COLLECTOR_CONFIG) private readonly config: CollectorConfig,
    @Inject(RANDOM) private readonly random: () => number,
  ) {}

  /** `settings` count when the gate of a host is opened first; they come on top of the environment's. */
  open(url: URL, settings: PaceSettings = {}): HostGate {
    const gate = this.gates.get(url.host) ?? this.create(url, settings);
    this.gates.set(url.host, gate);
    return gate;
  }

  all(): HostGate[] {
    return [...this.gates.values()];
  }

  private create({ host, hostname: name }: URL, settings: PaceSettings): HostGate {
    const pace = paceOf(name, this.config.INTERVAL_SPEED);
    const delay = delayOf(this.config, settings);
    return new HostGate({
      host,
      budget: budgetOf(name, pace, limitsOf(this.config, settings)),
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

const delayOf = (env: CollectorConfig, { delaySeconds }: PaceSettings) => {
  const [minSeconds, maxSeconds] = delaySeconds ?? [env.REQUEST_DELAY_MIN_SECONDS, env.REQUEST_DELAY_MAX_SECONDS];
  return { minSeconds, maxSeconds, bias: env.REQUEST_DELAY_BIAS };
};

const limitsOf = (env: CollectorConfig, { burst, requestsPerMinute, requestsPerDay, silence }: PaceSettings) => ({
  burst: burst ?? env.HOST_BURST,
  perMinute: requestsPerMinute ?? env.HOST_REQUESTS_PER_MINUTE,
  perDay: requestsPerDay ?? env.HOST_REQUESTS_PER_DAY,
  silence: silence ? { requests: silence.requests, quietMs: silence.quietSeconds * 1000 } : env.HOST_SILENCE,
});
