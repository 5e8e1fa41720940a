import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { operator, type DeliveryFact } from '@tickettape/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { People } from '../people/people.js';
import { activeAddresses, type Person } from '../people/person.js';
import { Alerts } from '../episodes/alerts.js';
import { digest, escalated, suppressed } from './delivery-facts.js';
import { MAX_ALERT_AGE_MS, Dispatch } from './dispatch.js';
import { dueAt, nextDueMs, type Due } from './due.js';
import type { Outbox } from './outbox.js';
import { Outboxes } from './outboxes.js';

/** What another replica holds back is met no later than this. */
const longestSleepMs = 5_000;
const shortestSleepMs = 20;

/** Brings about what time makes necessary: digests, ends of quiet hours, escalations. Any replica may; the outbox lets one of them. */
@Injectable()
export class DeliveryClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryClock.name);
  private readonly stopping = new AbortController();
  /** Facts about each recipient when they were last read. */
  private readonly counts = new Map<string, number>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly outboxes: Outboxes,
    private readonly people: People,
    private readonly dispatch: Dispatch,
    private readonly alerts: Alerts,
    @Inject(MAX_ALERT_AGE_MS) private readonly maxAgeMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const nextMs = await this.tick().catch((error: unknown) => {
        this.logger.warn(error);
        return Infinity;
      });
      const pauseMs = Math.max(shortestSleepMs, Math.min(longestSleepMs, nextMs - Date.now()));
      await sleep(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Does what is due for everybody; gives when something is due next. */
  private async tick(): Promise<number> {
    let nextMs = Infinity;
    for (const [recipient, count] of await this.outboxes.recipients()) {
      if (this.stopping.signal.aborted) return nextMs;
      // The operator waits for nothing.
      if (recipient === operator) continue;
      const person = await this.people.find(recipient);
      const outbox = await this.outboxOf(recipient, count);
      for (const due of dueAt(person, outbox, this.moment())) await this.bring(recipient, person, due);
      nextMs = Math.min(nextMs, nextDueMs(person, outbox, Date.now()));
    }
    return nextMs;
  }

  /** Read again only where something was written. */
  private async outboxOf(recipient: string, count: number): Promise<Outbox> {
    const isNew = this.counts.get(recipient) !== count;
    this.counts.set(recipient, count);
    return isNew ? this.outboxes.current(recipient) : this.outboxes.upTo(recipient, 0);
  }

  private async bring(recipient: string, person: Person | null, due: Due): Promise<void> {
    if (due.kind === 'escalate') return this.escalate(recipient, person, due);
    await this.outboxes.append(recipient, (outbox) => this.factsOf(recipient, person, outbox));
  }

  /** Everything that is due of what was held, as the newest outbox has it: another replica may have been faster. */
  private factsOf(recipient: string, person: Person | null, outbox: Outbox): DeliveryFact[] {
    const { nowMs } = this.moment();
    return dueAt(person, outbox, this.moment()).flatMap((due): DeliveryFact[] => {
      if (due.kind === 'suppress') return [suppressed(recipient, due.notice, due.reason, nowMs)];
      if (due.kind === 'escalate') return [];
      return [digest(recipient, due.notices, channelsOf(person!), nowMs)];
    });
  }

  /** The other one is told first, so that a crash in between tells nobody twice and nobody never. */
  private async escalate(recipient: string, person: Person | null, { message, isLate }: Extract<Due, { kind: 'escalate' }>): Promise<void> {
    const { notices, deliveryKey } = message.data;
    const isOver = isLate || person === null || (await this.isOver(notices[0]!));
    const to = isOver ? null : (person.escalation?.to ?? recipient);
    if (to !== null) await this.dispatch.escalate(to, notices[0]!);
    await this.outboxes.append(recipient, ({ messages }) =>
      messages.get(deliveryKey)?.isEscalated ? [] : [escalated(recipient, deliveryKey, to, Date.now())],
    );
  }

  /** Whether the episode has ended: then nobody need see it any more. */
  private async isOver({ alertId, watchId }: { alertId: string | null; watchId: string }): Promise<boolean> {
    if (alertId === null) return false;
    const { episode } = await this.alerts.standingOf(watchId);
    return episode.status !== 'open' || episode.alertId !== alertId;
  }

  private moment() {
    return { nowMs: Date.now(), maxAgeMs: this.maxAgeMs };
  }
}

const channelsOf = (person: Person) => activeAddresses(person).map(({ channel }) => channel);
