import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = `
        section       text,
        "row"         text,
        quantity      bigint,
        all_in_price  bigint,
        list_price    bigint,
        net_proceeds  bigint,
        currency      text,
        zone          text,
        seats         text,
        splits        text,
        ticket_class  text,
        face_value    bigint,
        notes         text,
        listed_at     text,
        starts_at     text,
        duration_minutes bigint`;

export class CreateListings1795305600004 implements MigrationInterface {
  name = 'CreateListings1795305600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create type listing as (listing_id text collate "C", ${columns})`);
    await runner.query(`
      create table listings (
        source        text collate "C" not null,
        event_id      text collate "C" not null,
        listing_id    text collate "C" not null,
        ${columns},
        first_seen_at timestamptz not null,
        changed_at    timestamptz not null,
        primary key (source, event_id, listing_id)
      ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)`);
    await runner.query(`
      comment on type listing is 'One offer. Money is in minor units of currency; null is "not told"';
      comment on table listings is
        'The live books: every listing on offer as it was seen last. While a book is blind its last known listings stay here and books.status says unseen';
      comment on column listings.event_id is 'The source''s id of the event: viagogo_id in events';
      comment on column listings.quantity is 'Tickets offered together';
      comment on column listings.all_in_price is 'What a buyer pays per ticket with fees, minor units';
      comment on column listings.list_price is 'Price per ticket before fees, minor units';
      comment on column listings.net_proceeds is 'What the seller gets per ticket, minor units';
      comment on column listings.currency is 'ISO 4217 code of every amount of the listing';
      comment on column listings.listed_at is 'The source''s own instant of listing, as it wrote it';
      comment on column listings.starts_at is 'When what is offered begins, where it is a time of its own (an appointment): ISO 8601, UTC';
      comment on column listings.duration_minutes is 'How long it takes';
      comment on column listings.first_seen_at is 'The look that began this unbroken presence. It begins anew with a look that had no whole book to compare with, as after blindness';
      comment on column listings.changed_at is 'The look that brought the values it has now'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table listings');
    await runner.query('drop type listing');
  }
}
