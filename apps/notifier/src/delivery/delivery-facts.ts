import {
  envelope,
  type DeliveryAcknowledged,
  type DeliveryEscalated,
  type DeliveryFact,
  type DeliveryHeld,
  type DeliveryQueued,
  type DeliverySuppressed,
  type MessageFailed,
  type MessageSent,
  type Notice,
  type SuppressReason,
} from '@tickettape/contracts';
import { createHash } from 'node:crypto';
import type { ChannelName } from '../channels/channel.js';
import type { Decision } from './decide.js';
import type { Outcome } from './outcome.js';

/** Every fact about a recipient has the same id whoever states it. */
const about = (recipient: string, what: string, nowMs: number) => ({
  id: `delivery:${recipient}:${what}`,
  source: '/tickettape/notifier',
  subject: recipient,
  time: new Date(nowMs).toISOString(),
});

/** The fact a decision becomes; `channels` are those the recipient can be reached by. */
export const decided = (
  recipient: string,
  notice: Notice,
  decision: Decision,
  { kind, channels, nowMs }: { kind: 'alert' | 'escalation'; channels: ChannelName[]; nowMs: number },
): DeliveryFact => {
  if (decision.kind === 'suppress') return suppressed(recipient, notice, decision.reason, nowMs);
  if (decision.kind === 'hold') return held(recipient, notice, decision, nowMs);
  const escalatesAt = decision.escalatesAtMs === null ? null : new Date(decision.escalatesAtMs).toISOString();
  const deliveryKey = `${notice.noticeKey}:${recipient}`;
  return queued(recipient, { deliveryKey, kind, notices: [notice], channels, escalatesAt }, nowMs);
};

export const suppressed = (recipient: string, notice: Notice, reason: SuppressReason, nowMs: number): DeliverySuppressed =>
  envelope('delivery.suppressed.v1', about(recipient, `${notice.noticeKey}:suppressed`, nowMs), { recipient, notice, reason });

const held = (recipient: string, notice: Notice, { why, untilMs }: Extract<Decision, { kind: 'hold' }>, nowMs: number): DeliveryHeld =>
  envelope('delivery.held.v1', about(recipient, `${notice.noticeKey}:held`, nowMs), {
    recipient,
    notice,
    why,
    until: new Date(untilMs).toISOString(),
  });

type QueuedData = Omit<DeliveryQueued['data'], 'recipient'>;

export const queued = (recipient: string, data: QueuedData, nowMs: number): DeliveryQueued =>
  envelope('delivery.queued.v1', about(recipient, `${data.deliveryKey}:queued`, nowMs), { recipient, ...data });

/** One message of everything that was held; a notice is in one digest only, so its notices name it. */
export const digest = (recipient: string, notices: readonly Notice[], channels: ChannelName[], nowMs: number): DeliveryQueued => {
  const name = createHash('sha256')
    .update(notices.map(({ noticeKey }) => noticeKey).join('\n'))
    .digest('hex');
  const deliveryKey = `digest:${recipient}:${name.slice(0, 16)}`;
  return queued(recipient, { deliveryKey, kind: 'digest', notices: [...notices], channels, escalatesAt: null }, nowMs);
};

type Ending = { deliveryKey: string; channel: ChannelName; attempts: number; outcome: Outcome };

/** How a message by one channel came to its end. */
export const ended = (
  recipient: string,
  { deliveryKey, channel, attempts, outcome }: Ending,
  nowMs: number,
): MessageSent | MessageFailed => {
  const data = { recipient, deliveryKey, channel, attempts };
  const fact = about(recipient, `${deliveryKey}:${channel}:${outcome.kind}`, nowMs);
  return outcome.kind === 'sent'
    ? envelope('delivery.sent.v2', fact, data)
    : envelope('delivery.failed.v2', fact, { ...data, code: outcome.code, detail: outcome.detail });
};

export const acknowledged = (
  recipient: string,
  deliveryKey: string,
  by: DeliveryAcknowledged['data']['by'],
  nowMs: number,
): DeliveryAcknowledged =>
  envelope('delivery.acknowledged.v1', about(recipient, `${deliveryKey}:acknowledged`, nowMs), { recipient, deliveryKey, by });

export const escalated = (recipient: string, deliveryKey: string, to: string | null, nowMs: number): DeliveryEscalated =>
  envelope('delivery.escalated.v1', about(recipient, `${deliveryKey}:escalated`, nowMs), { recipient, deliveryKey, to });
