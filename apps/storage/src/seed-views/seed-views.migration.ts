import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSeedViews1795305600027 implements MigrationInterface {
  name = 'CreateSeedViews1795305600027';

  async up(runner: QueryRunner): Promise<void> {
    // Minor-unit digits other than 2. Source: ISO 4217 list one, checked 2026-11-21.
    await runner.query(`
      create function major_units(p_minor bigint, p_currency text) returns numeric language sql immutable parallel safe
      return case
        when p_currency is null then null
        when p_currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
          then p_minor::numeric
        when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then round(p_minor / 1000.0, 3)
        when p_currency in ('CLF', 'UYW') then round(p_minor / 10000.0, 4)
        else round(p_minor / 100.0, 2)
      end`);
    await runner.query(`
      create function listings_at(p_event_id bigint, p_at timestamptz) returns table (
        listing_id text, event_id bigint, section text, "row" text, available_tickets bigint,
        seller_net_proceeds numeric, seller_all_in_price numeric, currency_code text, "timestamp" timestamptz
      ) language sql stable parallel safe
      begin atomic
        select l.listing_id, event.event_id, l.section, l."row", l.quantity,
          major_units(l.net_proceeds, l.currency), major_units(l.all_in_price, l.currency), l.currency, look.observed_at
        from events event
        cross join lateral sweep_at(event.source, event.viagogo_id, p_at) look
        cross join lateral book_at(event.source, event.viagogo_id, p_at) l
        where event.event_id = p_event_id;
      end`);
    await runner.query(`
      create view ticket_stats as
      select event.event_id, event.event_name,
        major_units(s.min, s.currency) as min_price, major_units(s.max, s.currency) as max_price, major_units(s.mean, s.currency) as avg_price,
        s.listings as total_listings, s.tickets as total_tickets, s.observed_at as "timestamp", s.currency as currency_code
      from events event join sweeps s on s.source = event.source and s.event_id = event.viagogo_id
      where s.complete`);
    await runner.query(`
      comment on function major_units is 'Money as people write it: 13499 and USD give 134.99. null where the currency is not known';
      comment on function listings_at is
        'The listings of an event as they were at an instant, in the columns of the table listings that the project began from: prices in major units, '
        'timestamp is the look they come from. Nothing while the book was unseen. p_event_id: events.event_id';
      comment on view ticket_stats is
        'One row per complete look in the columns of the statistics that the project began from, prices in major units. Partial and blind looks '
        'have no row: their statistics are not known';
      comment on column ticket_stats.min_price is 'All-in price per ticket, as max_price and avg_price; null where the look mixed currencies or told no price';
      comment on column ticket_stats.total_tickets is 'null where a quantity was not told'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view ticket_stats');
    await runner.query('drop function listings_at');
    await runner.query('drop function major_units');
  }
}
