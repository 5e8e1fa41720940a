import type { WatchBlinded, WatchSighted } from '@tickettape/contracts';
import type { Statement } from '../database/statement.js';

/** A watch that cannot be judged, and that it can again, in the table `watch_blindness`. A fact that is met again changes nothing. */
export const writeWatchBlindness = (fact: WatchBlinded | WatchSighted, position: number): Statement =>
  fact.type === 'watch.blinded.v1' ? blind(fact, position) : sight(fact);

const blind = ({ time, data }: WatchBlinded, position: number): Statement => ({
  name: 'blind-watch',
  text: `
    insert into watch_blindness (watch_id, blindness, source, event_id, name, since, reason, detail, told_at, stream_seq)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict (watch_id, blindness) do nothing`,
  values: [data.watchId, data.blindness, data.source, data.eventId, data.name, data.since, data.reason, data.detail, time, position],
});

const sight = ({ data }: WatchSighted): Statement => ({
  name: 'sight-watch',
  text: 'update watch_blindness set sighted_at = $3, missed = $4 where watch_id = $1 and blindness = $2 and sighted_at is null',
  values: [data.watchId, data.blindness, data.gap.to, data.missed],
});
