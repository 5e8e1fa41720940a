import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A kind of cell, summed over everything else. */
const byCell = (kind: string, cell: string, eventId: string) => `
      select source, '${kind}' as kind, ${cell} as cell, ${eventId} as event_id, sum(spans)::bigint as spans,
        sum(seconds) / 3600 as covered_hours, sum(changes) as changes, sum(changes) / (sum(seconds) / 3600) as changes_per_hour
      from piece group by source, ${eventId === 'null::text' ? cell : 'event_id'}`;

export class CreatePatterns1795305600019 implements MigrationInterface {
  name = 'CreatePatterns1795305600019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function book_pieces(p_source text default null, p_since timestamptz default null) returns table (
        source text, event_id text, hour_of_week int, life_cell int, spans bigint, seconds double precision, changes double precision
      ) language sql stable parallel safe
      begin atomic
        with look as (
          select s.source, s.event_id, s.sequence, s.observed_at, s.complete,
            s.appeared + s.changed + cardinality(s.gone) as changes,
            lag(s.observed_at) over history as before_at, lag(s.sequence) over history as sequence_before,
            lag(s.complete) over history as complete_before
          from sweeps s
          where (p_source is null or s.source = p_source) and (p_since is null or s.observed_at >= p_since)
          window history as (partition by s.source, s.event_id order by s.observed_at, s.sequence)
        ), span as (
          select look.*, coalesce(e.event_date, (e.local_date at time zone 'UTC') + interval '12 hours') as starts_at
          from look left join events e on e.source = look.source and e.viagogo_id = look.event_id
          where look.complete and complete_before and look.changes is not null and look.sequence = sequence_before + 1 and look.observed_at > before_at
        ), piece as (
          select span.*, hour.at, extract(epoch from span.starts_at - hour.at) / 3600 as hours_left,
            extract(epoch from least(span.observed_at, hour.at + interval '1 hour') - greatest(before_at, hour.at))::double precision as seconds
          from span cross join lateral
            generate_series(date_trunc('hour', before_at, 'UTC'), span.observed_at - interval '1 microsecond', interval '1 hour', 'UTC') hour(at)
        )
        select piece.source, piece.event_id, ((extract(epoch from piece.at) / 3600)::bigint + 72)::int % 168,
          case when starts_at is null then 11
            else width_bucket(hours_left, array[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]::numeric[]) end,
          count(*) filter (where piece.at <= before_at), sum(piece.seconds),
          sum(piece.changes * piece.seconds / extract(epoch from piece.observed_at - before_at)::double precision)
        from piece group by 1, 2, 3, 4;
      end`);
    await runner.query(`
      create view patterns as
      with piece as materialized (select * from book_pieces(null, now() - interval '28 days'))
      ${byCell('hour of week', 'hour_of_week', 'null::text')}
      union all ${byCell('time left', 'life_cell', 'null::text')}
      union all ${byCell('event', 'null::int', 'event_id')}`);
    await runner.query(`
      comment on function book_pieces is
        'The time between two whole looks that follow each other, cut at every hour, and the changes found after it, spread evenly: what is known of '
        'when books change. Blind and partial time is in no piece';
      comment on view patterns is
        'How often books changed in the last 28 days, by hour of the week, by time left until the event, and by event, with how much of it was covered';
      comment on column patterns.kind is 'hour of week, time left or event';
      comment on column patterns.cell is
        'hour of week: 0 is Monday 00:00 UTC. time left: 0 is below 1 hour, 1 below 2, 2 below 4, and so on; 11 is 1,024 hours and more, or no end';
      comment on column patterns.spans is 'How many spans between two whole looks began in it: the size of the sample';
      comment on column patterns.covered_hours is 'Hours of whole sight, of all books together';
      comment on column patterns.changes is 'Listings that appeared, changed or were gone; a change that was overtaken before the next look is not in it'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view patterns');
    await runner.query('drop function book_pieces');
  }
}
