import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amounts } from '../listings/listing-arrays.js';

export class CreateBookHistory1795305600021 implements MigrationInterface {
  name = 'CreateBookHistory1795305600021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function book_closings(
        p_source text, p_event_id text, p_bucket interval default '1 day', p_from timestamptz default null, p_to timestamptz default null
      ) returns table (bucket timestamptz, observed_at timestamptz, sequence bigint) language sql stable parallel safe
      begin atomic
        select distinct on (time_bucket(p_bucket, s.observed_at)) time_bucket(p_bucket, s.observed_at), s.observed_at, s.sequence
        from sweeps s
        where s.source = p_source and s.event_id = p_event_id
          and s.observed_at >= coalesce(p_from, '-infinity') and s.observed_at <= coalesce(p_to, 'infinity')
          and s.complete and (s.kind = 'keyframe' or s.appeared is not null)
          and s.observed_at >= (
            select min(first.observed_at) from sweeps first
            where first.source = p_source and first.event_id = p_event_id and first.kind = 'keyframe'
          )
        order by time_bucket(p_bucket, s.observed_at), s.observed_at desc, s.sequence desc;
      end`);
    await runner.query(`
      create function book_history(
        p_source text, p_event_id text, p_bucket interval default '1 day', p_from timestamptz default null, p_to timestamptz default null
      ) returns table (bucket timestamptz, observed_at timestamptz, listing_id text, section text, zone text, quantity bigint, all_in_price bigint, currency text)
      language sql stable parallel safe
      begin atomic
        with start as (
          select coalesce(max(s.observed_at) filter (where s.observed_at <= p_from), min(s.observed_at)) as observed_at from sweeps s
          where s.source = p_source and s.event_id = p_event_id and s.kind = 'keyframe'
        ), look as (
          select s.sequence, s.observed_at, s.appeared, s.changed, s.gone, s.listing_ids, s.sections, s.zones, s.quantities, s.currencies,
            ${amounts('s', 'all_in_prices')} as all_in_prices,
            s.kind = 'keyframe' and (s.appeared is null or s.observed_at = start.observed_at) as opens,
            s.complete and (s.kind = 'keyframe' or s.appeared is not null) and s.observed_at >= coalesce(p_from, '-infinity') as may_close
          from start join sweeps s on s.observed_at >= start.observed_at
          where s.source = p_source and s.event_id = p_event_id and s.observed_at <= coalesce(p_to, 'infinity')
        ), placed as (
          select look.*, count(*) filter (where opens) over (order by sequence) as sight,
            may_close and row_number() over (partition by time_bucket(p_bucket, look.observed_at), may_close order by sequence desc) = 1 as closes
          from look
        ), numbered as materialized (
          select placed.*, count(*) filter (where closes) over (order by sequence rows between unbounded preceding and 1 preceding) as closed_before,
            count(*) filter (where closes) over (order by sight) as closed_in_sight
          from placed
        ), closing as (
          select closed_before + 1 as number, time_bucket(p_bucket, numbered.observed_at) as bucket, numbered.observed_at
          from numbered where closes
        ), mark as (
          select n.sight, n.sequence, n.closed_before, n.closed_in_sight, u.listing_id, false as gone, u.section, u.zone, u.quantity, u.all_in_price, u.currency
          from numbered n cross join lateral
            unnest(n.listing_ids, n.sections, n.zones, n.quantities, n.all_in_prices, n.currencies) with ordinality
              u(listing_id, section, zone, quantity, all_in_price, currency, place)
          where n.opens or n.appeared is null or u.place <= n.appeared + n.changed
          union all
          select n.sight, n.sequence, n.closed_before, n.closed_in_sight, g.listing_id, true, null, null, null, null, null
          from numbered n cross join lateral unnest(n.gone) g(listing_id)
          where not n.opens
        ), state as (
          select mark.*, coalesce(lead(closed_before) over (partition by sight, mark.listing_id order by sequence), closed_in_sight) as closed_until
          from mark
        )
        select closing.bucket, closing.observed_at, state.listing_id, state.section, state.zone, state.quantity, state.all_in_price, state.currency
        from state cross join lateral generate_series(state.closed_before + 1, state.closed_until) shown(number)
          join closing on closing.number = shown.number
        where not state.gone and state.closed_until > state.closed_before;
      end`);
    await runner.query(`
      comment on function book_closings is
        'The last look in every bucket that showed the whole book: complete, and its changes could be placed';
      comment on function book_history is
        'The whole book as of the last complete look in every bucket that has one: what prices per section, zone and quantile are made of'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function book_history');
    await runner.query('drop function book_closings');
  }
}
