import type { DeliveryFact, DeliveryQueued, Notice } from '@tickettape/contracts';

/** What was decided of one notice. */
export type Told = { notice: Notice; atMs: number } & (
  { status: 'queued' | 'suppressed' | 'imported' } | { status: 'held'; untilMs: number }
);

/** One message on its way, or arrived. */
export type Queued = {
  data: DeliveryQueued['data'];
  /** Where it stands on the tape: a copy of it stands elsewhere, and is not sent. */
  position: number;
  atMs: number;
  /** Channels with which it came to its end. */
  ended: Map<string, 'sent' | 'failed'>;
  isAcknowledged: boolean;
  isEscalated: boolean;
  isImported: boolean;
};

export type Stored = { fact: DeliveryFact; position: number; isImported: boolean };

const hourMs = 3_600_000;

/** How long something stays in an outbox after nothing waits for it any more; longer than any limit looks back. */
export const memoryMs = 8 * 24 * hourMs;

/** Everything that was decided and done about one recipient of late: the fold of a `delivery.` subject, a function of the tape alone. */
export class Outbox {
  readonly notices = new Map<string, Told>();
  readonly messages = new Map<string, Queued>();
  /** Stream sequence of the last fact it holds: the lock of the subject. */
  lastSequence = 0;

  /** Takes one more fact; one that was met before changes nothing. What an archive brought in is remembered, but waits for nothing. */
  apply({ fact, position, isImported }: Stored): void {
    if (position <= this.lastSequence) return;
    this.lastSequence = position;
    const atMs = Date.parse(fact.time);
    switch (fact.type) {
      case 'delivery.held.v1':
        return this.hold(fact.data.notice, { atMs, untilMs: Date.parse(fact.data.until), isImported });
      case 'delivery.suppressed.v1':
        return this.tell(fact.data.notice, { atMs, status: 'suppressed' });
      case 'delivery.queued.v1':
        return this.queue({ data: fact.data, position, atMs, isImported });
      case 'delivery.sent.v2':
        return void this.messages.get(fact.data.deliveryKey)?.ended.set(fact.data.channel, 'sent');
      case 'delivery.failed.v2':
        return void this.messages.get(fact.data.deliveryKey)?.ended.set(fact.data.channel, 'failed');
      case 'delivery.acknowledged.v1':
        return this.mark(fact.data.deliveryKey, { isAcknowledged: true });
      case 'delivery.escalated.v1':
        return this.mark(fact.data.deliveryKey, { isEscalated: true });
    }
  }

  /** Drops what is so old that no decision asks for it. */
  forget(nowMs: number): void {
    for (const [key, { status, atMs }] of this.notices) if (status !== 'held' && atMs < nowMs - memoryMs) this.notices.delete(key);
    for (const [key, { atMs }] of this.messages) if (atMs < nowMs - memoryMs) this.messages.delete(key);
  }

  private hold(notice: Notice, { atMs, untilMs, isImported }: { atMs: number; untilMs: number; isImported: boolean }): void {
    this.tell(notice, isImported ? { atMs, status: 'imported' } : { atMs, status: 'held', untilMs });
  }

  private queue(told: Pick<Queued, 'data' | 'position' | 'atMs' | 'isImported'>): void {
    if (this.messages.has(told.data.deliveryKey)) return;
    this.messages.set(told.data.deliveryKey, { ...told, ended: new Map(), isAcknowledged: false, isEscalated: false });
    for (const notice of told.data.notices) this.tell(notice, { atMs: told.atMs, status: 'queued' });
  }

  private tell(
    notice: Notice,
    told: { atMs: number } & ({ status: 'queued' | 'suppressed' | 'imported' } | { status: 'held'; untilMs: number }),
  ) {
    this.notices.set(notice.noticeKey, { notice, ...told });
  }

  private mark(deliveryKey: string, change: Partial<Queued>): void {
    const message = this.messages.get(deliveryKey);
    if (message) this.messages.set(deliveryKey, { ...message, ...change });
  }
}

/** When messages were begun in the last sixty minutes, oldest first; what a person sent again by hand does not count. */
export const begunInLastHour = ({ messages }: Outbox, nowMs: number): number[] =>
  [...messages.values()]
    .filter(({ atMs, data }) => atMs > nowMs - hourMs && data.kind !== 'redrive')
    .map(({ atMs }) => atMs)
    .toSorted((a, b) => a - b);

/** When the next message may begin under a cap for any sixty minutes; `nowMs` where that is at once. */
export const roomUnderCap = (outbox: Outbox, maxPerHour: number | undefined, nowMs: number): number => {
  if (maxPerHour === undefined) return nowMs;
  const begun = begunInLastHour(outbox, nowMs);
  return begun.length < maxPerHour ? nowMs : begun[begun.length - maxPerHour]! + hourMs;
};
