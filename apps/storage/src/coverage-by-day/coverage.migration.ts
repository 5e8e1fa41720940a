import type { MigrationInterface, QueryRunner } from 'typeorm';

const minutes = (quality: string) => `
          round((sum(extract(epoch from ended_at - began_at)) filter (where quality = '${quality}') / 60.0)::numeric, 3)`;

export class CreateCoverage1795305600025 implements MigrationInterface {
  name = 'CreateCoverage1795305600025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function coverage(p_source text default null, p_event_id text default null, p_longest interval default '12 hours') returns table (
        source text, event_id text, day date, looks bigint, complete_minutes numeric, partial_minutes numeric, blind_minutes numeric,
        silent_minutes numeric
      ) language sql stable parallel safe
      begin atomic
        with look as (
          select s.source, s.event_id, s.observed_at, s.sequence, s.complete, s.kind = 'blind' as is_blind,
            lag(s.observed_at) over history as before_at, lag(s.sequence) over history as sequence_before,
            lag(s.complete) over history as complete_before, lag(s.kind = 'blind') over history as blind_before
          from sweeps s
          where (p_source is null or s.source = p_source) and (p_event_id is null or s.event_id = p_event_id)
          window history as (partition by s.source, s.event_id order by s.observed_at, s.sequence)
        ), stretch as (
          select look.*, case
              when is_blind or blind_before or look.sequence <> sequence_before + 1 then 'blind'
              when look.observed_at - before_at > p_longest then 'silent'
              when look.complete and complete_before then 'complete'
              else 'partial'
            end as quality
          from look where before_at is not null
        ), part as (
          select stretch.source, stretch.event_id, midnight.at as day, quality,
            greatest(before_at, midnight.at) as began_at, least(stretch.observed_at, midnight.at + interval '1 day') as ended_at
          from stretch cross join lateral
            generate_series(date_trunc('day', before_at, 'UTC'), stretch.observed_at, interval '1 day', 'UTC') midnight(at)
        ), summed as (
          select part.source, part.event_id, part.day, ${minutes('complete')} as complete, ${minutes('partial')} as partial,
            ${minutes('blind')} as blind, ${minutes('silent')} as silent
          from part group by part.source, part.event_id, part.day
        ), counted as (
          select look.source, look.event_id, date_trunc('day', look.observed_at, 'UTC') as day, count(*) as looks
          from look group by look.source, look.event_id, 3
        )
        select coalesce(counted.source, summed.source), coalesce(counted.event_id, summed.event_id),
          (coalesce(counted.day, summed.day) at time zone 'UTC')::date, coalesce(counted.looks, 0),
          coalesce(summed.complete, 0), coalesce(summed.partial, 0), coalesce(summed.blind, 0), coalesce(summed.silent, 0)
        from counted full join summed
          on summed.source = counted.source and summed.event_id = counted.event_id and summed.day = counted.day
        order by 1, 2, 3;
      end`);
    await runner.query(`
      comment on function coverage is
        'How well each event was watched, in minutes per day (UTC). The time between two looks is as good as the worse of both: blind where one of '
        'them saw nothing or one between them is missing on the tape, else silent where they are further apart than p_longest, else partial where '
        'one of them was, else complete. Time before the first look and after the last is in no column: nobody knows anything of it yet'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function coverage');
  }
}
