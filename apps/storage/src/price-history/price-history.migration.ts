import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePriceHistory1795305600020 implements MigrationInterface {
  name = 'CreatePriceHistory1795305600020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function price_history(
        p_source text, p_event_id text, p_bucket interval default '1 hour', p_from timestamptz default null, p_to timestamptz default null
      ) returns table (
        bucket timestamptz, looks bigint, complete_looks bigint, observed_at timestamptz, currency text,
        min bigint, p10 bigint, median bigint, mean bigint, max bigint, listings bigint, tickets bigint, lowest_min bigint
      ) language sql stable parallel safe
      begin atomic
        with look as (
          select s.observed_at, s.complete, s.currency, s.min, s.p10, s.median, s.mean, s.max, s.listings, s.tickets,
            time_bucket(p_bucket, s.observed_at) as bucket,
            row_number() over (partition by time_bucket(p_bucket, s.observed_at), s.complete order by s.observed_at desc, s.sequence desc) as place
          from sweeps s
          where s.source = p_source and s.event_id = p_event_id
            and s.observed_at >= coalesce(p_from, '-infinity') and s.observed_at <= coalesce(p_to, 'infinity')
        ), closing as (
          select * from look where complete and place = 1
        ), counted as (
          select look.bucket, count(*) as looks, count(*) filter (where look.complete) as complete_looks,
            min(look.min) filter (where look.currency = closing.currency) as lowest_min
          from look left join closing on closing.bucket = look.bucket
          group by look.bucket
        ), span as (
          select coalesce(time_bucket(p_bucket, p_from), min(bucket)) as first, coalesce(time_bucket(p_bucket, p_to), max(bucket)) as last from look
        )
        select slot.bucket, coalesce(counted.looks, 0), coalesce(counted.complete_looks, 0), closing.observed_at, closing.currency,
          closing.min, closing.p10, closing.median, closing.mean, closing.max, closing.listings, closing.tickets, counted.lowest_min
        from span cross join lateral generate_series(span.first, span.last, p_bucket, 'UTC') slot(bucket)
        left join counted on counted.bucket = slot.bucket
        left join closing on closing.bucket = slot.bucket
        order by slot.bucket;
      end`);
    await runner.query(`
      comment on function price_history is
        'The market of one event over time, one row per bucket without a hole. All figures are those of the last complete look in the bucket, so they '
        'fit each other and no percentile is taken of percentiles; lowest_min is the lowest get-in of any complete look in it, in that currency. A bucket '
        'without a complete look has null, never 0 and never what was before. Prices are null where a look mixed currencies. p_from and p_to: default '
        'first and last look'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function price_history');
  }
}
