import type { MigrationInterface, QueryRunner } from 'typeorm';

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
      create function book_at(p_source text, p_event_id text, p_at timestamptz) returns setof listing language sql stable parallel safe
      begin atomic
        with keyframe as materialized (
          select k.observed_at, k.sequence from sweeps k
          where k.source = p_source and k.event_id = p_event_id and k.observed_at <= p_at and k.kind = 'keyframe'
          order by k.observed_at desc, k.sequence desc limit 1
        ), look as materialized (
          select s.* from sweeps s, keyframe k
          where s.source = p_source and s.event_id = p_event_id and s.observed_at between k.observed_at and p_at
            and s.sequence >= k.sequence
        ), sight as (
          select bool_and(kind <> 'blind') and count(*) = max(sequence) - min(sequence) + 1 as unbroken from look
        ), latest as (
          select distinct on ((change.listing).listing_id) change.listing, change.gone
          from look cross join lateral (
            select row(u.*)::listing as listing, false as gone
            from unnest(look.listing_ids, look.sections, look.rows, look.quantities, look.all_in_prices, look.list_prices,
              look.net_proceeds, look.currencies, look.zones, look.seats, look.splits, look.ticket_classes, look.face_values,
              look.notes, look.listed_ats) u
            union all
            select row(g.listing_id, null, null, null, null, null, null, null, null, null, null, null, null, null, null)::listing, true
            from unnest(look.gone) g(listing_id)
          ) change
          where (select unbroken from sight)
          order by (change.listing).listing_id, look.sequence desc
        )
        select (latest.listing).* from latest where not latest.gone;
      end`);
    await runner.query(`
      comment on function sweep_at is 'The last look at a book at or before an instant';
      comment on function book_at is
        'The listings of a book as it was at an instant: its last keyframe and what changed since. Empty while it was blind or a look is missing: '
        'nothing is known then (sweep_at tells). A partial look adds and changes listings and takes none away'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function book_at');
    await runner.query('drop function sweep_at');
  }
}
