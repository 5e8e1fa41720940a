import { CatalogFact } from '@tickettape/contracts';
import type { Statement } from '../database/statement.js';
import { factByFact } from '../projector/fact-by-fact.js';
import type { Recorded } from '../projector/projection.js';

/** The stream CATALOG in the table `events`. */
export const eventsProjection = factByFact({
  name: 'events',
  version: 2,
  stream: 'CATALOG',
  schema: CatalogFact,
  write: (recorded) => upsertEvent(recorded),
});

/** A revision that was met before, or an older one, changes nothing. */
export const upsertEvent = ({ fact, position }: Recorded<CatalogFact>): Statement => ({
  name: 'upsert-event',
  text: `
    insert into events as event (
      event_id, event_name, venue, city, country, event_date, viagogo_id, is_tracked, created_at, updated_at,
      source, local_date, time_zone, interval_seconds, notes, untracked_reason, revision, stream_seq
    ) values (
      (select coalesce(max(event_id), 0) + 1 from events), $1, $2, $3, $4, $5, $6, $7, $8, $8,
      $9, $10, $11, $12, $13, $14, $15, $16
    ) on conflict (source, viagogo_id) do update set
      event_name = excluded.event_name, venue = excluded.venue, city = excluded.city, country = excluded.country,
      event_date = excluded.event_date, is_tracked = excluded.is_tracked, updated_at = excluded.updated_at,
      local_date = excluded.local_date, time_zone = excluded.time_zone, interval_seconds = excluded.interval_seconds,
      notes = excluded.notes, untracked_reason = excluded.untracked_reason, revision = excluded.revision, stream_seq = excluded.stream_seq
    where event.revision < excluded.revision`,
  values: eventValues(fact, position),
});

const eventValues = ({ type, time, data }: CatalogFact, position: number): unknown[] => [
  data.name,
  data.venue,
  data.city,
  data.country,
  data.startsAt,
  data.eventId,
  type !== 'event.untracked.v1',
  time,
  data.source,
  data.localDate,
  data.timeZone,
  data.intervalSeconds,
  data.notes,
  'reason' in data ? data.reason : null,
  data.revision,
  position,
];
