import { EpisodeSettings, WatchFact, type WatchRemoved } from '@tickettape/contracts';
import { textArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import { factByFact } from '../projector/fact-by-fact.js';
import type { Recorded } from '../projector/projection.js';

/** The stream WATCHES in the table `watches`. */
export const watchesProjection = factByFact({
  name: 'watches',
  version: 2,
  stream: 'WATCHES',
  schema: WatchFact,
  write: (recorded) => writeWatch(recorded),
});

/** A revision that was met before, or an older one, changes nothing. */
export const writeWatch = ({ fact, position }: Recorded<WatchFact>): Statement =>
  fact.type === 'watch.removed.v1' ? removeWatch(fact, position) : upsertWatch(fact, position);

type WatchTold = Exclude<WatchFact, WatchRemoved>;

const upsertWatch = ({ type, time, data }: WatchTold, position: number): Statement => ({
  name: 'upsert-watch',
  text: `
    insert into watches as watch (
      watch_id, source, event_id, name, condition, channels, revision, defined_at, removed_at, stream_seq,
      severity, recipients, settings, origin, paused_at
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10, $11, $12, $13, $14)
    on conflict (watch_id) do update set
      source = excluded.source, event_id = excluded.event_id, name = excluded.name, condition = excluded.condition,
      channels = excluded.channels, revision = excluded.revision, defined_at = excluded.defined_at, removed_at = null,
      stream_seq = excluded.stream_seq, severity = excluded.severity, recipients = excluded.recipients, settings = excluded.settings,
      origin = excluded.origin,
      paused_at = case when $15 and watch.removed_at is null then watch.paused_at else excluded.paused_at end
    where watch.revision < excluded.revision`,
  values: [
    data.watchId,
    data.source,
    data.eventId,
    data.name,
    JSON.stringify(data.condition),
    textArray(data.channels),
    data.revision,
    time,
    position,
    data.severity ?? 'normal',
    textArray(data.recipients ?? []),
    JSON.stringify(settingsOf(data)),
    data.origin ?? 'sheet',
    type === 'watch.paused.v1' ? time : null,
    type === 'watch.defined.v1',
  ],
});

const settingsOf = (data: WatchTold['data']): EpisodeSettings => EpisodeSettings.parse(data);

const removeWatch = ({ time, data }: WatchRemoved, position: number): Statement => ({
  name: 'remove-watch',
  text: 'update watches set removed_at = $2, revision = $3, stream_seq = $4 where watch_id = $1 and revision < $3',
  values: [data.watchId, time, data.revision, position],
});
