import type { MigrationInterface, QueryRunner } from 'typeorm';
import { listingPlaceList } from './listing-columns.js';

const columns = listingPlaceList.map(({ column }) => `l.${column}`).join(', ');

export class CreateLiveListings1795305600012 implements MigrationInterface {
  name = 'CreateLiveListings1795305600012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view listings as
      select book.source, book.event_id, l.listing_id, ${columns}
      from books book cross join lateral book_at(book.source, book.event_id, book.seen_at) l`);
    await runner.query(`
      create function listing_digest(l listings) returns bigint language sql immutable parallel safe
      return listing_digest(row(l.listing_id, ${columns})::listing)`);
    await runner.query(`
      create function book_digest(p_source text, p_event_id text) returns text language sql stable parallel safe
      begin atomic
        select digest_text(sum(listing_digest(l))) from listings l where l.source = p_source and l.event_id = p_event_id;
      end`);
    await runner.query(`
      comment on view listings is
        'The live books: every listing on offer as it was seen last, made of the last keyframe of its book and the looks since. Ask for one source and event_id, '
        'and it is quick. While a book is blind its last known listings stay here and books.status says unseen';
      comment on column listings.event_id is 'The source''s id of the event: viagogo_id in events';
      comment on column listings.quantity is 'Tickets offered together';
      comment on column listings.all_in_price is 'What a buyer pays per ticket with fees, minor units';
      comment on column listings.list_price is 'Price per ticket before fees, minor units';
      comment on column listings.net_proceeds is 'What the seller gets per ticket, minor units';
      comment on column listings.currency is 'ISO 4217 code of every amount of the listing';
      comment on column listings.listed_at is 'The source''s own instant of listing, as it wrote it';
      comment on column listings.starts_at is 'When what is offered begins, where it is a time of its own (an appointment): ISO 8601, UTC';
      comment on column listings.duration_minutes is 'How long it takes';
      comment on function book_digest is 'The digest of the live book as its looks give it; books.digest is what the tape told'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function book_digest');
    await runner.query('drop function listing_digest(listings)');
    await runner.query('drop view listings');
  }
}
