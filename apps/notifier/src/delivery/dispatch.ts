import { Inject, Injectable } from '@nestjs/common';
import { operator, type DeliveryFact, type Notice, type WatchFinding } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import { activeAddresses, type Person } from '../people/person.js';
import { decide } from './decide.js';
import { decided } from './delivery-facts.js';
import { Findings } from './findings.js';
import { escalatedKey, noticeOf } from './notice.js';
import { Outboxes } from './outboxes.js';
import { Recipients } from './recipients.js';

export const MAX_ALERT_AGE_MS = Symbol('MAX_ALERT_AGE_MS');

/** Decides for everybody who is to be told of a finding, once, whether it is sent, held or suppressed. */
@Injectable()
export class Dispatch {
  constructor(
    private readonly outboxes: Outboxes,
    private readonly recipients: Recipients,
    private readonly findings: Findings,
    @Inject(MAX_ALERT_AGE_MS) private readonly maxAgeMs: number,
  ) {}

  async dispatch(finding: WatchFinding): Promise<void> {
    const told = noticeOf(finding);
    if (told === null) return;
    const { notice, audience } = told;
    this.findings.keep(notice, finding);
    await this.tell(operator, await this.recipients.find(operator, audience.channels), { notice, kind: 'alert' });
    for (const recipient of audience.recipients)
      await this.tell(recipient, await this.recipients.find(recipient, []), { notice, kind: 'alert' });
  }

  /** Tells somebody else, or the same person again, what nobody has acknowledged; their quiet hours and caps hold, a cooldown does not. */
  async escalate(to: string, original: Notice): Promise<void> {
    const person = await this.recipients.find(to, []);
    const insistent = person && { ...person, cooldownSeconds: 0, escalation: undefined };
    const notice = { ...original, noticeKey: escalatedKey(original.noticeKey), observedAt: new Date().toISOString() };
    await this.tell(to, insistent, { notice, kind: 'escalation' });
  }

  private async tell(recipient: string, person: Person | null, { notice, kind }: Occasion): Promise<void> {
    const facts = await this.outboxes.append(recipient, (outbox) => {
      const nowMs = Date.now();
      const decision = decide(notice, person, outbox, { nowMs, maxAgeMs: this.maxAgeMs });
      if (decision === null) return [];
      const channels = person ? activeAddresses(person).map(({ channel }) => channel) : [];
      return [decided(recipient, notice, decision, { kind, channels, nowMs })];
    });
    for (const fact of facts) metrics.notices_total.inc({ decision: nameOf(fact) });
  }
}

type Occasion = { notice: Notice; kind: 'alert' | 'escalation' };

const nameOf = (fact: DeliveryFact): string => {
  if (fact.type === 'delivery.held.v1') return fact.data.why;
  return fact.type === 'delivery.suppressed.v1' ? fact.data.reason : 'sent';
};
