import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amounts } from '../listings/listing-arrays.js';

export class CreateListingChanges1795305600009 implements MigrationInterface {
  name = 'CreateListingChanges1795305600009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view listing_changes as
      with marked as (
        select s.source, s.event_id, s.observed_at, s.sequence, m.listing_id, m.mark, m.listing
        from sweeps s cross join lateral (
          select u.listing_id collate "C" as listing_id,
            case when s.appeared is null then 'present' when u.place <= s.appeared then 'appeared' else 'changed' end as mark,
            row(u.listing_id, u.section, u."row", u.quantity, u.all_in_price, u.list_price, u.net_proceeds, u.currency,
              u.zone, u.seats, u.splits, u.ticket_class, u.face_value, u.notes, u.listed_at,
              u.starts_at, u.duration_minutes)::listing as listing
          from unnest(s.listing_ids, s.sections, s.rows, s.quantities, ${amounts('s', 'all_in_prices')}, ${amounts('s', 'list_prices')}, ${amounts('s', 'net_proceeds')}, s.currencies,
              s.zones, s.seats, s.splits, s.ticket_classes, ${amounts('s', 'face_values')}, s.notes, s.listed_ats,
              s.starts_ats, s.durations_minutes) with ordinality
            u(listing_id, section, "row", quantity, all_in_price, list_price, net_proceeds, currency,
              zone, seats, splits, ticket_class, face_value, notes, listed_at, starts_at, duration_minutes, place)
          where s.appeared is null or u.place <= s.appeared + s.changed
          union all
          select g.listing_id, 'gone', null::listing
          from unnest(s.gone) g(listing_id)
        ) m
      ), compared as (
        select source, event_id, observed_at, sequence, listing_id, mark, listing,
          case when mark in ('changed', 'gone') then lag(listing) over history end as previous
        from marked
        window history as (partition by source, event_id, listing_id order by sequence)
      )
      select source, event_id, observed_at, sequence, listing_id,
        case
          when mark <> 'changed' then mark
          when ((listing).all_in_price, (listing).list_price, (listing).net_proceeds, (listing).currency)
            is distinct from ((previous).all_in_price, (previous).list_price, (previous).net_proceeds, (previous).currency) then 'repriced'
          when (listing).quantity is distinct from (previous).quantity then 'quantity'
          else 'revised'
        end as change,
        (told).section, (told)."row", (told).quantity, (told).all_in_price, (told).list_price, (told).net_proceeds, (told).currency,
        (told).zone, (told).seats, (told).splits, (told).ticket_class, (told).face_value, (told).notes, (told).listed_at,
        (told).starts_at, (told).duration_minutes,
        (previous).all_in_price as previous_all_in_price, (previous).list_price as previous_list_price,
        (previous).net_proceeds as previous_net_proceeds, (previous).quantity as previous_quantity
      from compared cross join lateral (select case when mark = 'gone' then previous else listing end as told)`);
    await runner.query(`
      comment on view listing_changes is 'The history of every listing: what each look changed. Ask for one source and event_id, and it is quick';
      comment on column listing_changes.change is
        'appeared: not in the look before. repriced, quantity, revised: the first of these that has another value. gone: in the look before and '
        'not in this complete one; bought, withdrawn and hidden look the same. present: seen by a look with no whole book to compare with';
      comment on column listing_changes.section is 'As all columns of the listing: as the look saw it; as it was seen last where it is gone';
      comment on column listing_changes.previous_all_in_price is
        'As all previous_ columns: what it was before this look. null where it was not told and where there is nothing before'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view listing_changes');
  }
}
