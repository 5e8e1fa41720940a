import { AlertStreamFact, type AlertClosed, type AlertOpened } from '@tickettape/contracts';
import { textArray } from '../database/binary.js';
import { writeDelivery, writeFormerDelivery } from '../deliveries/write-delivery.js';
import type { Statement } from '../database/statement.js';
import { factByFact } from '../projector/fact-by-fact.js';
import type { Recorded } from '../projector/projection.js';
import { writeWatchBlindness } from './write-watch-blindness.js';

/** The stream ALERTS in the tables `alerts`, `watch_blindness`, `deliveries` and `messages`. */
export const alertsProjection = factByFact({
  name: 'alerts',
  version: 1,
  stream: 'ALERTS',
  schema: AlertStreamFact,
  write: (recorded) => writeAlertFact(recorded),
});

export const writeAlertFact = ({ fact, position }: Recorded<AlertStreamFact>): Statement => {
  switch (fact.type) {
    case 'alert.opened.v1':
      return insertAlert(fact, position);
    case 'alert.closed.v1':
      return closeAlert(fact);
    case 'delivery.sent.v1':
    case 'delivery.failed.v1':
      return writeFormerDelivery(fact, position);
    case 'watch.blinded.v1':
    case 'watch.sighted.v1':
      return writeWatchBlindness(fact, position);
    case 'delivery.queued.v1':
    case 'delivery.held.v1':
    case 'delivery.suppressed.v1':
    case 'delivery.sent.v2':
    case 'delivery.failed.v2':
    case 'delivery.acknowledged.v1':
    case 'delivery.escalated.v1':
      return writeDelivery({ fact, position });
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
