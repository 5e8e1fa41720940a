import { AlertFact, type AlertClosed, type AlertOpened, type DeliveryFailed, type DeliverySent } from '@tickettape/contracts';
import { textArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import { factByFact } from '../projector/fact-by-fact.js';
import type { Recorded } from '../projector/projection.js';

/** The stream ALERTS in the tables `alerts` and `deliveries`. */
export const alertsProjection = factByFact({
  name: 'alerts',
  version: 1,
  stream: 'ALERTS',
  schema: AlertFact,
  write: (recorded) => writeAlertFact(recorded),
});

export const writeAlertFact = ({ fact, position }: Recorded<AlertFact>): Statement | null => {
  switch (fact.type) {
    case 'alert.opened.v1':
      return insertAlert(fact, position);
    case 'alert.closed.v1':
      return closeAlert(fact);
    case 'delivery.sent.v1':
    case 'delivery.failed.v1':
      return upsertDelivery(fact, position);
    case 'watch.blinded.v1':
    case 'watch.sighted.v1':
      return null;
  }
};

const insertAlert = ({ time, data }: AlertOpened, position: number): Statement => ({
  name: 'insert-alert',
  text: `
    insert into alerts (alert_id, watch_id, source, event_id, episode, name, condition, channels, reason, evidence, opened_at, stream_seq)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (alert_id) do nothing`,
  values: [
    data.alertId,
    data.watchId,
    data.source,
    data.eventId,
    data.episode,
    data.name,
    JSON.stringify(data.condition),
    textArray(data.channels),
    data.reason,
    JSON.stringify(data.evidence),
    time,
    position,
  ],
});

const closeAlert = ({ time, data }: AlertClosed): Statement => ({
  name: 'close-alert',
  text: 'update alerts set closed_at = $2, close_reason = $3 where alert_id = $1 and closed_at is null',
  values: [data.alertId, time, data.reason],
});

/** What was sent stays sent, whatever is told again afterwards. */
const upsertDelivery = ({ type, time, data }: DeliverySent | DeliveryFailed, position: number): Statement => ({
  name: 'upsert-delivery',
  text: `
    insert into deliveries as delivery (
      delivery_key, alert_id, watch_id, source, event_id, episode, channel, status, attempts, code, detail, at, stream_seq
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (delivery_key) do update set
      status = excluded.status, attempts = excluded.attempts, code = excluded.code, detail = excluded.detail, at = excluded.at,
      stream_seq = excluded.stream_seq
    where delivery.status <> 'sent'`,
  values: [
    data.deliveryKey,
    data.alertId,
    data.watchId,
    data.source,
    data.eventId,
    data.episode,
    data.channel,
    type === 'delivery.sent.v1' ? 'sent' : 'failed',
    data.attempts,
    'code' in data ? data.code : null,
    'detail' in data ? data.detail : null,
    time,
    position,
  ],
});
