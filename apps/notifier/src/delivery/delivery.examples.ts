import type { DeliveryFact, Notice } from '@tickettape/contracts';
import type { Person } from '../people/person.js';
import { decide } from './decide.js';
import { decided, digest, escalated, suppressed } from './delivery-facts.js';
import { dueAt } from './due.js';
import { Outbox } from './outbox.js';

export const aPerson = (told: Partial<Person> = {}): Person => ({
  recipient: 'r-1',
  name: 'Ann Example',
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  addresses: [{ channel: 'telegram', chatId: '1' }],
  createdAt: '2026-01-01T00:00:00.000Z',
  ...told,
});

export const aNotice = (nowMs: number, told: Partial<Notice> = {}): Notice => ({
  noticeKey: 'w1:1:opened',
  kind: 'opened',
  source: 'stubhub',
  eventId: '1',
  watchId: 'w1',
  alertId: 'w1:1',
  severity: 'normal',
  observedAt: new Date(nowMs).toISOString(),
  ...told,
});

export const maxAgeMs = 3_600_000;

/** One recipient over time: what the notifier would write, without a tape. */
export class Life {
  readonly outbox = new Outbox();
  readonly facts: DeliveryFact[] = [];

  constructor(public person: Person | null) {}

  tell(notice: Notice, nowMs: number): void {
    const decision = decide(notice, this.person, this.outbox, { nowMs, maxAgeMs });
    const channels = (this.person?.addresses ?? []).map(({ channel }) => channel);
    if (decision) this.write(decided('r-1', notice, decision, { kind: 'alert', channels, nowMs }));
  }

  /** Gives whom the clock made it escalate to. */
  tick(nowMs: number): void {
    for (const due of dueAt(this.person, this.outbox, { nowMs, maxAgeMs })) {
      if (due.kind === 'suppress') this.write(suppressed('r-1', due.notice, due.reason, nowMs));
      else if (due.kind === 'digest') this.write(digest('r-1', due.notices, ['telegram'], nowMs));
      else this.write(escalated('r-1', due.message.data.deliveryKey, due.isLate ? null : (this.person?.escalation?.to ?? 'r-1'), nowMs));
    }
  }

  write(fact: DeliveryFact): void {
    this.facts.push(fact);
    this.outbox.apply({ fact, position: this.facts.length, isImported: false });
  }

  /** When messages were begun, and how much they matter. */
  messages(): { atMs: number; severities: Notice['severity'][]; kind: string }[] {
    return this.facts.flatMap((fact) =>
      fact.type === 'delivery.queued.v1'
        ? [{ atMs: Date.parse(fact.time), severities: fact.data.notices.map(({ severity }) => severity), kind: fact.data.kind }]
        : [],
    );
  }

  /** `now`, `held: digest`, `suppressed: muted`, for each notice in its order. */
  story(): string[] {
    return this.facts.map((fact) => {
      if (fact.type === 'delivery.queued.v1')
        return fact.data.kind === 'alert' ? 'now' : `${fact.data.kind} of ${fact.data.notices.length}`;
      if (fact.type === 'delivery.held.v1') return `held: ${fact.data.why} until ${fact.data.until}`;
      return fact.type === 'delivery.suppressed.v1' ? `suppressed: ${fact.data.reason}` : fact.type;
    });
  }
}
