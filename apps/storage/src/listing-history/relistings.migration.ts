import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sellers carry from one listing of their seats to the next; section, row and quantity must be equal anyway. */
const carried = ['seats', 'notes', 'splits', 'ticket_class', 'face_value'] as const;

const carriedWhere = (condition: (column: string) => string) =>
  `array_remove(array[${carried.map((column) => `case when ${condition(column)} then '${column}' end`).join(', ')}], null)`;

const agreeing = carriedWhere((column) => `gone.${column} = fresh.${column}`);
const differing = carriedWhere((column) => `gone.${column} is distinct from fresh.${column}`);
const likeness = 'cardinality(agreeing) - cardinality(differing)';

export class CreateRelistings1795305600023 implements MigrationInterface {
  name = 'CreateRelistings1795305600023';

  async up(runner: QueryRunner): Promise<void> {
    // Nobody can estimate how many pairs there are, and a nested loop over all of them takes minutes.
    await runner.query(`
      create function relistings(p_source text, p_event_id text, p_within interval default '24 hours') returns table (
        gone_listing_id text, gone_at timestamptz, listing_id text, seen_at timestamptz, seconds_between bigint,
        section text, "row" text, quantity bigint, agreeing text[], differing text[], rivals bigint, is_likeliest boolean,
        currency text, gone_all_in_price bigint, all_in_price bigint
      ) language sql stable parallel safe set enable_nestloop = off set work_mem = '64MB'
      begin atomic
        with change as (
          select c.*, row_number() over (partition by c.listing_id order by c.sequence) = 1 as is_first,
            lead(c.sequence) over (partition by c.listing_id order by c.sequence) is null as is_last
          from listing_changes c where c.source = p_source and c.event_id = p_event_id
        ), endpoint as materialized (
          select * from change where (is_first and change = 'appeared') or (is_last and change = 'gone')
        ), pair as (
          select gone.listing_id as gone_id, gone.observed_at as gone_at, fresh.listing_id as fresh_id, fresh.observed_at as fresh_at,
            fresh.section, fresh."row", fresh.quantity, ${agreeing} as agreeing, ${differing} as differing,
            case when gone.currency = fresh.currency then fresh.currency end as currency,
            case when gone.currency = fresh.currency then gone.all_in_price end as gone_price,
            case when gone.currency = fresh.currency then fresh.all_in_price end as fresh_price
          from endpoint gone
          join endpoint fresh on fresh.section = gone.section and fresh."row" = gone."row" and fresh.quantity = gone.quantity
            and fresh.observed_at >= gone.observed_at and fresh.observed_at <= gone.observed_at + p_within
            and fresh.listing_id <> gone.listing_id
          where gone.change = 'gone' and fresh.change = 'appeared' and coalesce(gone.seats = fresh.seats, true)
        ), ranked as (
          select pair.*,
            count(*) over (partition by gone_id) + count(*) over (partition by fresh_id) - 2 as rivals,
            row_number() over (partition by gone_id order by ${likeness} desc, fresh_at, fresh_id) as place_for_gone,
            row_number() over (partition by fresh_id order by ${likeness} desc, gone_at desc, gone_id) as place_for_fresh
          from pair
        )
        select gone_id, gone_at, fresh_id, fresh_at, extract(epoch from fresh_at - gone_at)::bigint, section, "row", quantity,
          agreeing, differing, rivals, place_for_gone = 1 and place_for_fresh = 1, currency, gone_price, fresh_price
        from ranked order by fresh_at, fresh_id, place_for_fresh;
      end`);
    await runner.query(`
      comment on function relistings is
        'Pairs of listings that may be the same seats: the first gone for good, the second new within p_within, in the same section and row and with '
        'the same quantity, and no told seats against it. Never a fact, always with its evidence: agreeing and differing name what else sellers '
        'carry over, rivals counts the other pairs that one of the two could be in, and is_likeliest says that each is the best match of the other'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function relistings');
  }
}
