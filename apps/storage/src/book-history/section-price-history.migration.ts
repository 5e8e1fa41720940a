import type { MigrationInterface, QueryRunner } from 'typeorm';

const parameters = `
        p_source text, p_event_id text, p_bucket interval default '1 day', p_from timestamptz default null, p_to timestamptz default null`;

/** Of listings that have the columns quantity, all_in_price, currency and priced; by the same rules as `Statistics` on the tape. */
const statistics = `
            count(*) as listings,
            case when count(quantity) = count(*) then sum(quantity)::bigint end as tickets,
            case when min(currency) filter (where priced) = max(currency) filter (where priced) then min(currency) filter (where priced) end
              as currency,
            percentile_disc(array[0, 0.1, 0.5, 1]) within group (order by all_in_price) filter (where priced) as prices,
            (array_agg(all_in_price order by all_in_price) filter (where priced))[3] as third`;

const shown = `
            select bucket, section, zone, quantity, all_in_price, currency, all_in_price is not null and currency is not null as priced
            from book_history(p_source, p_event_id, p_bucket, p_from, p_to)`;

/** Where the currency is not one, no price may be told. */
const price = (expression: string) => `case when summed.currency is not null then ${expression} end`;

const prices = [
  price('summed.prices[1]'),
  price('summed.third'),
  price('summed.prices[2]'),
  price('summed.prices[3]'),
  price('summed.prices[4]'),
].join(', ');

const historyBy = (part: 'section' | 'zone') => `
      create function ${part}_price_history(${parameters}, p_${part} text default null
      ) returns table (
        bucket timestamptz, ${part} text, observed_at timestamptz, currency text,
        min bigint, floor bigint, p10 bigint, median bigint, max bigint, listings bigint, tickets bigint
      ) language sql stable parallel safe
      begin atomic
        with shown as materialized (
          select * from (${shown}) book where p_${part} is null or ${part} = p_${part}
        ), part as (
          select ${part} as name from shown union select p_${part} where p_${part} is not null
        ), summed as (
          select bucket, ${part} as name, ${statistics}
          from shown group by bucket, ${part}
        )
        select slot.bucket, part.name, closing.observed_at, summed.currency, ${prices},
          case when closing.observed_at is not null then coalesce(summed.listings, 0) end,
          case when closing.observed_at is not null and summed.listings is null then 0 else summed.tickets end
        from price_history(p_source, p_event_id, p_bucket, p_from, p_to) slot cross join part
        left join book_closings(p_source, p_event_id, p_bucket, p_from, p_to) closing on closing.bucket = slot.bucket
        left join summed on summed.bucket = slot.bucket and summed.name is not distinct from part.name
        order by part.name, slot.bucket;
      end`;

const floorHistory = `
      create function floor_history(${parameters}
      ) returns table (
        bucket timestamptz, observed_at timestamptz, currency text, min bigint, floor bigint, p10 bigint, median bigint, max bigint
      ) language sql stable parallel safe
      begin atomic
        with shown as (${shown}
        ), summed as (
          select bucket, ${statistics}
          from shown group by bucket
        )
        select slot.bucket, closing.observed_at, summed.currency, ${prices}
        from price_history(p_source, p_event_id, p_bucket, p_from, p_to) slot
        left join book_closings(p_source, p_event_id, p_bucket, p_from, p_to) closing on closing.bucket = slot.bucket
        left join summed on summed.bucket = slot.bucket
        order by slot.bucket;
      end`;

const meaning = (part: string) =>
  `price_history per ${part}, from the whole book as of the last complete look in the bucket. Where the book was seen and the ${part} has no ` +
  `listing, listings is 0; where no whole book was seen it is null. p_${part}: only this one`;

export class CreateSectionPriceHistory1795305600022 implements MigrationInterface {
  name = 'CreateSectionPriceHistory1795305600022';

  async up(runner: QueryRunner): Promise<void> {
    for (const definition of [historyBy('section'), historyBy('zone'), floorHistory]) await runner.query(definition);
    await runner.query(`
      comment on function section_price_history is '${meaning('section')}';
      comment on function zone_price_history is '${meaning('zone')}';
      comment on function floor_history is
        'The get-in beside a floor that one wrong offer cannot move: floor is the third lowest all-in price, null where fewer than three offers '
        'have one. Two offers may be arbitrarily wrong in a book of any size, quantities need not be known, and it is a price that is really '
        'asked. A low percentile would follow a single wrong offer in a book of ten and be the 75th offer in one of 1,500'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['floor_history', 'zone_price_history', 'section_price_history']) await runner.query(`drop function ${name}`);
  }
}
