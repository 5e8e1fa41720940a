import type {
  DeliveryAcknowledged,
  DeliveryEscalated,
  DeliveryFact,
  DeliveryFailed,
  DeliveryHeld,
  DeliveryQueued,
  DeliverySent,
  DeliverySuppressed,
  MessageFailed,
  MessageSent,
  Notice,
} from '@tickettape/contracts';
import { textArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import type { Recorded } from '../projector/projection.js';

/** What became of one recipient's messages, in the tables `deliveries` and `messages`. A fact that is met again changes nothing. */
export const writeDelivery = ({ fact, position }: Pick<Recorded<DeliveryFact>, 'fact' | 'position'>): Statement => {
  switch (fact.type) {
    case 'delivery.queued.v1':
      return queue(fact, position);
    case 'delivery.held.v1':
    case 'delivery.suppressed.v1':
      return decide(fact, position);
    case 'delivery.sent.v2':
    case 'delivery.failed.v2':
      return end(fact, position);
    case 'delivery.acknowledged.v1':
      return acknowledge(fact);
    case 'delivery.escalated.v1':
      return escalate(fact);
  }
};

const columns = 'recipient, notice_key, kind, watch_id, alert_id, source, event_id, severity, observed_at';

const noticeValues = (recipient: string, { noticeKey, kind, watchId, alertId, source, eventId, severity, observedAt }: Notice) => [
  recipient,
  noticeKey,
  kind,
  watchId,
  alertId,
  source,
  eventId,
  severity,
  observedAt,
];

/** Held or suppressed. What has gone further stays. */
const decide = ({ type, time, data }: DeliveryHeld | DeliverySuppressed, position: number): Statement => {
  const isHeld = type === 'delivery.held.v1';
  return {
    name: 'decide-delivery',
    text: `
      insert into deliveries as delivery (${columns}, status, reason, due_at, decided_at, stream_seq)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      on conflict (recipient, notice_key) do update set
        status = excluded.status, reason = excluded.reason, due_at = excluded.due_at, decided_at = excluded.decided_at, stream_seq = excluded.stream_seq
      where delivery.stream_seq < excluded.stream_seq`,
    values: [
      ...noticeValues(data.recipient, data.notice),
      isHeld ? 'held' : 'suppressed',
      isHeld ? data.why : data.reason,
      isHeld ? data.until : null,
      time,
      position,
    ],
  };
};

const queue = ({ time, data }: DeliveryQueued, position: number): Statement => ({
  name: 'queue-delivery',
  text: `
    with told as (
      insert into deliveries as delivery (${columns}, status, delivery_key, decided_at, stream_seq)
      select $1, notice->>'noticeKey', notice->>'kind', notice->>'watchId', notice->>'alertId', notice->>'source', notice->>'eventId',
        notice->>'severity', (notice->>'observedAt')::timestamptz, 'queued', $2, $3, $4
      from jsonb_array_elements($5::jsonb) notice
      on conflict (recipient, notice_key) do update set
        status = 'queued', reason = null, delivery_key = excluded.delivery_key, decided_at = excluded.decided_at, stream_seq = excluded.stream_seq
      where delivery.stream_seq < excluded.stream_seq
    )
    insert into messages (delivery_key, channel, recipient, kind, notices, status, queued_at, stream_seq)
    select $2, channel, $1, $6, jsonb_array_length($5::jsonb), 'queued', $3, $4 from unnest($7::text[]) channel
    on conflict (delivery_key, channel) do nothing`,
  values: [data.recipient, data.deliveryKey, time, position, JSON.stringify(data.notices), data.kind, textArray(data.channels)],
});

/** What was sent stays sent. A delivery has failed when every channel has. */
const end = ({ type, time, data }: MessageSent | MessageFailed, position: number): Statement => ({
  name: type === 'delivery.sent.v2' ? 'send-message' : 'fail-message',
  text: `
    with told as (
      update deliveries set status = '${type === 'delivery.sent.v2' ? 'sent' : 'failed'}'${type === 'delivery.sent.v2' ? ', sent_at = coalesce(sent_at, $4)' : ''}
      where delivery_key = $1 and status ${
        type === 'delivery.sent.v2'
          ? "<> 'suppressed'"
          : `= 'queued'
        and not exists (select from messages other where other.delivery_key = $1 and other.channel <> $2 and other.status <> 'failed')`
      }
    )
    update messages set status = $3, attempts = $5, code = $6, detail = $7, ended_at = $4, stream_seq = $8
    where delivery_key = $1 and channel = $2 and status <> 'sent'`,
  values: [
    data.deliveryKey,
    data.channel,
    type === 'delivery.sent.v2' ? 'sent' : 'failed',
    time,
    data.attempts,
    'code' in data ? data.code : null,
    'detail' in data ? data.detail : null,
    position,
  ],
});

const acknowledge = ({ time, data }: DeliveryAcknowledged): Statement => ({
  name: 'acknowledge-delivery',
  text: 'update deliveries set acknowledged_at = $2, acknowledged_by = $3 where delivery_key = $1 and acknowledged_at is null',
  values: [data.deliveryKey, time, data.by],
});

const escalate = ({ time, data }: DeliveryEscalated): Statement => ({
  name: 'escalate-delivery',
  text: 'update deliveries set escalated_at = $2, escalated_to = $3 where delivery_key = $1 and escalated_at is null',
  values: [data.deliveryKey, time, data.to],
});

/** Older tapes tell of the operator's channels one by one, and only how they ended. */
export const writeFormerDelivery = ({ type, time, data }: DeliverySent | DeliveryFailed, position: number): Statement => ({
  name: 'former-delivery',
  text: `
    with told as (
      insert into deliveries as delivery (${columns}, status, delivery_key, decided_at, sent_at, stream_seq)
      values ('operator', $1 || ':opened', 'opened', $2, $1, $3, $4, 'normal', $5, $6, $7, $5, case when $6 = 'sent' then $5::timestamptz end, $8)
      on conflict (recipient, notice_key) do update set
        status = 'sent', sent_at = coalesce(delivery.sent_at, excluded.sent_at)
      where excluded.status = 'sent'
    )
    insert into messages as message (delivery_key, channel, recipient, kind, notices, status, attempts, code, detail, queued_at, ended_at, stream_seq)
    values ($7, $9, 'operator', 'alert', 1, $6, $10, $11, $12, $5, $5, $8)
    on conflict (delivery_key, channel) do update set
      status = excluded.status, attempts = excluded.attempts, code = excluded.code, detail = excluded.detail, ended_at = excluded.ended_at,
      stream_seq = excluded.stream_seq
    where message.status <> 'sent'`,
  values: [
    data.alertId,
    data.watchId,
    data.source,
    data.eventId,
    time,
    type === 'delivery.sent.v1' ? 'sent' : 'failed',
    data.deliveryKey,
    position,
    data.channel,
    data.attempts,
    'code' in data ? data.code : null,
    'detail' in data ? data.detail : null,
  ],
});
