import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amounts } from '../listings/listing-arrays.js';

export class CreateListingHistory1795305600024 implements MigrationInterface {
  name = 'CreateListingHistory1795305600024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function listing_history(p_source text, p_event_id text, p_listing_id text, p_relisted_within interval default '24 hours')
      returns table (
        observed_at timestamptz, sequence bigint, change text, section text, "row" text, quantity bigint, all_in_price bigint, currency text,
        previous_quantity bigint, previous_all_in_price bigint, other_listing_id text, seconds_between bigint, agreeing text[], differing text[],
        rivals bigint, is_likeliest boolean
      ) language sql stable parallel safe
      begin atomic
        with look as (
          select s.*, array_position(s.listing_ids, p_listing_id) as place, coalesce(p_listing_id = any(s.gone), false) as is_gone
          from sweeps s where s.source = p_source and s.event_id = p_event_id
        ), marked as (
          select look.observed_at, look.sequence,
            case
              when is_gone then 'gone'
              when place is null then 'absent'
              when appeared is null then 'present'
              when place <= appeared then 'appeared'
              else 'changed'
            end as mark,
            sections[place] as section, rows[place] as "row", quantities[place] as quantity,
            (${amounts('look', 'all_in_prices')})[place] as all_in_price, (${amounts('look', 'list_prices')})[place] as list_price,
            (${amounts('look', 'net_proceeds')})[place] as net_proceeds, currencies[place] as currency
          from look
          where is_gone or (place is not null and (appeared is null or place <= appeared + changed))
            or (place is null and kind = 'keyframe' and appeared is null and complete)
        ), known as (
          select marked.*, lag(mark) over (order by sequence) as mark_before from marked
        ), told as (
          select known.observed_at, known.sequence, mark,
            case when mark in ('gone', 'absent') then lag(section) over before else section end as section,
            case when mark in ('gone', 'absent') then lag("row") over before else "row" end as "row",
            case when mark in ('gone', 'absent') then lag(quantity) over before else quantity end as quantity,
            case when mark in ('gone', 'absent') then lag(all_in_price) over before else all_in_price end as all_in_price,
            case when mark in ('gone', 'absent') then lag(list_price) over before else list_price end as list_price,
            case when mark in ('gone', 'absent') then lag(net_proceeds) over before else net_proceeds end as net_proceeds,
            case when mark in ('gone', 'absent') then lag(currency) over before else currency end as currency
          from known
          where mark <> 'absent' or mark_before not in ('gone', 'absent')
          window before as (order by sequence)
        ), compared as (
          select told.*, lag(mark) over before as mark_before, lag(quantity) over before as previous_quantity, lag(all_in_price) over before as previous_all_in_price,
            (all_in_price, list_price, net_proceeds, currency) is distinct from
              (lag(all_in_price) over before, lag(list_price) over before, lag(net_proceeds) over before, lag(currency) over before) as is_repriced
          from told
          window before as (order by sequence)
        )
        select c.observed_at, c.sequence,
          case
            when c.mark = 'gone' then 'gone'
            when c.mark = 'absent' then 'gone-unseen'
            when c.mark_before is null then 'first-seen'
            when c.mark_before in ('gone', 'absent') then 'back'
            when c.mark in ('present', 'appeared') then 'seen-again'
            when c.is_repriced then 'repriced'
            when c.quantity is distinct from c.previous_quantity then 'quantity'
            else 'revised'
          end as change,
          c.section, c."row", c.quantity, c.all_in_price, c.currency, c.previous_quantity, c.previous_all_in_price,
          null::text, null::bigint, null::text[], null::text[], null::bigint, null::boolean
        from compared c
        union all
        select r.seen_at, null, case when r.listing_id = p_listing_id then 'probably-relisted-from' else 'probably-relisted-as' end,
          r.section, r."row", r.quantity, r.all_in_price, r.currency, r.quantity, r.gone_all_in_price,
          case when r.listing_id = p_listing_id then r.gone_listing_id else r.listing_id end,
          r.seconds_between, r.agreeing, r.differing, r.rivals, r.is_likeliest
        from relistings(p_source, p_event_id, p_relisted_within) r
        where p_relisted_within is not null and p_listing_id in (r.listing_id, r.gone_listing_id)
        order by 1, 2 nulls last, 11;
      end`);
    await runner.query(`
      comment on function listing_history is
        'The life of one listing. first-seen; repriced, quantity, revised: the first of these that has another value; gone: not in a complete look, '
        'bought, withdrawn and hidden look the same; gone-unseen: was there when sight was lost and not when it returned; back; seen-again: still '
        'there when sight returned. probably-relisted-as and -from: see relistings, whose evidence the last columns repeat; p_relisted_within null '
        'leaves them out, which is quicker. Prices in minor units of currency'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function listing_history');
  }
}
