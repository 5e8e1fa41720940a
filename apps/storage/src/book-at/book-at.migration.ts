import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amounts } from '../listings/listing-arrays.js';

export class CreateBookAt1795305600008 implements MigrationInterface {
  name = 'CreateBookAt1795305600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function sweep_at(p_source text, p_event_id text, p_at timestamptz) returns setof sweeps language sql stable parallel safe
      begin atomic
        select * from sweeps
        where source = p_source and event_id = p_event_id and observed_at <= p_at
        order by observed_at desc, sequence desc limit 1;
      end`);
    await runner.query(`
      create function sweeps_since_keyframe(p_source text, p_event_id text, p_at timestamptz)
        returns setof sweeps language sql stable parallel safe
      begin atomic
        select look.*
        from (
          select observed_at, sequence from (
            (select observed_at, sequence from sweeps
              where source = p_source and event_id = p_event_id and observed_at <= p_at and kind = 'keyframe'
              order by observed_at desc, sequence desc limit 1)
            union all
            (select observed_at, sequence from kept_sweeps
              where source = p_source and event_id = p_event_id and observed_at <= p_at and kind = 'keyframe'
              order by sequence desc limit 1)
          ) latest order by observed_at desc, sequence desc limit 1
        ) keyframe cross join lateral (
          select s.* from sweeps s
          where s.source = p_source and s.event_id = p_event_id
            and s.observed_at >= keyframe.observed_at and s.observed_at <= p_at and s.sequence >= keyframe.sequence
          union all
          select k.* from kept_sweeps k
          where k.source = p_source and k.event_id = p_event_id and k.observed_at <= p_at and k.sequence >= keyframe.sequence
            and not exists (select from sweeps s where s.source = k.source and s.event_id = k.event_id
              and s.observed_at = k.observed_at and s.sequence = k.sequence)
        ) look;
      end`);
    await runner.query(`
      create function book_status_at(p_source text, p_event_id text, p_at timestamptz) returns text language sql stable parallel safe
      begin atomic
        select case when bool_and(kind <> 'blind') and count(*) = max(sequence) - min(sequence) + 1 then 'seen' else 'unseen' end
        from sweeps_since_keyframe(p_source, p_event_id, p_at);
      end`);
    await runner.query(`
      create function book_at(p_source text, p_event_id text, p_at timestamptz) returns setof listing language sql stable parallel safe
      begin atomic
        select listing_id, section, "row", quantity, all_in_price, list_price, net_proceeds, currency,
          zone, seats, splits, ticket_class, face_value, notes, listed_at, starts_at, duration_minutes
        from (
          select distinct on (change.listing_id collate "C") change.*
          from (
            select s.*, bool_and(kind <> 'blind') over () and count(*) over () = max(sequence) over () - min(sequence) over () + 1 as is_seen
            from sweeps_since_keyframe(p_source, p_event_id, p_at) s
          ) look cross join lateral (
            select u.*, false as is_gone
            from unnest(look.listing_ids, look.sections, look.rows, look.quantities, ${amounts('look', 'all_in_prices')}, ${amounts('look', 'list_prices')},
              ${amounts('look', 'net_proceeds')}, look.currencies, look.zones, look.seats, look.splits, look.ticket_classes, ${amounts('look', 'face_values')},
              look.notes, look.listed_ats, look.starts_ats, look.durations_minutes)
              u(listing_id, section, "row", quantity, all_in_price, list_price, net_proceeds, currency,
                zone, seats, splits, ticket_class, face_value, notes, listed_at, starts_at, duration_minutes)
            union all
            select g.listing_id, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, true
            from unnest(look.gone) g(listing_id)
          ) change
          where look.is_seen
          order by change.listing_id collate "C", look.sequence desc
        ) latest
        where not is_gone;
      end`);
    await runner.query(`
      comment on function sweep_at is 'The last look at a book at or before an instant';
      comment on function sweeps_since_keyframe is 'The looks that make up a book as it was at an instant: its last keyframe and all since';
      comment on function book_status_at is 'seen, or unseen where the book was blind or a look is missing: nothing is known then';
      comment on function book_at is
        'The listings of a book as it was at an instant; empty while it was unseen. A partial look adds and changes listings and takes none away'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function book_at');
    await runner.query('drop function book_status_at');
    await runner.query('drop function sweeps_since_keyframe');
    await runner.query('drop function sweep_at');
  }
}
