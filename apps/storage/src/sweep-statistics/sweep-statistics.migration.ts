import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSweepStatistics1795305600026 implements MigrationInterface {
  name = 'CreateSweepStatistics1795305600026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view sweep_statistics as
      with look as (
        select s.source, s.event_id, s.observed_at, s.kind, s.complete, s.received, s.skipped, s.appeared, s.changed, cardinality(s.gone) as gone,
          extract(epoch from s.observed_at - lag(s.observed_at) over (partition by s.source, s.event_id order by s.observed_at, s.sequence)) as apart
        from sweeps s
      )
      select source, event_id, (observed_at at time zone 'UTC')::date as day,
        count(*) as looks, count(*) filter (where complete) as complete, count(*) filter (where not complete and kind <> 'blind') as partial,
        count(*) filter (where kind = 'blind') as blind, count(*) filter (where kind = 'keyframe') as keyframes,
        sum(received)::bigint as received, sum(skipped)::bigint as skipped,
        sum(appeared)::bigint as appeared, sum(changed)::bigint as changed, sum(gone)::bigint as gone,
        round(percentile_cont(0.5) within group (order by apart)::numeric, 3) as median_seconds_apart, round(max(apart), 3) as longest_seconds_apart
      from look group by source, event_id, (observed_at at time zone 'UTC')::date`);
    await runner.query(`
      comment on view sweep_statistics is 'What the looks of a day (UTC) at one event were like and what they found. How they ended by reason: sweeps.outcome';
      comment on column sweep_statistics.received is 'Listings in all answers, with those that were skipped; null on a day of blind looks only, as are all sums';
      comment on column sweep_statistics.appeared is 'Sum over the looks that had a whole book to compare with, as changed and gone';
      comment on column sweep_statistics.gone is 'Sum over complete looks only: no other can tell';
      comment on column sweep_statistics.median_seconds_apart is 'Between a look of the day and the look before it'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view sweep_statistics');
  }
}
