import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDigests1795305600007 implements MigrationInterface {
  name = 'CreateDigests1795305600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function listing_digest(l listing) returns bigint language sql immutable parallel safe
      return ('x' || left(md5(
           'listingId='   || l.listing_id || E'\\x1f'
        || coalesce('section='     || l.section       || E'\\x1f', '')
        || coalesce('row='         || l."row"         || E'\\x1f', '')
        || coalesce('quantity='    || l.quantity      || E'\\x1f', '')
        || coalesce('allInPrice='  || l.all_in_price  || E'\\x1f', '')
        || coalesce('listPrice='   || l.list_price    || E'\\x1f', '')
        || coalesce('netProceeds=' || l.net_proceeds  || E'\\x1f', '')
        || coalesce('currency='    || l.currency      || E'\\x1f', '')
        || coalesce('zone='        || l.zone          || E'\\x1f', '')
        || coalesce('seats='       || l.seats         || E'\\x1f', '')
        || coalesce('splits='      || l.splits        || E'\\x1f', '')
        || coalesce('ticketClass=' || l.ticket_class  || E'\\x1f', '')
        || coalesce('faceValue='   || l.face_value    || E'\\x1f', '')
        || coalesce('notes='       || l.notes         || E'\\x1f', '')
        || coalesce('listedAt='    || l.listed_at     || E'\\x1f', '')
        || coalesce('startsAt='    || l.starts_at     || E'\\x1f', '')
        || coalesce('durationMinutes=' || l.duration_minutes || E'\\x1f', '')
      ), 16))::bit(64)::bigint`);
    await runner.query(`
      create function digest_text(p_sum numeric) returns text language sql immutable parallel safe
      begin atomic
        with modulo(value) as (select mod(mod(coalesce(p_sum, 0), 18446744073709551616) + 18446744073709551616, 18446744073709551616))
        select lpad(to_hex((case when value >= 9223372036854775808 then value - 18446744073709551616 else value end)::bigint), 16, '0')
        from modulo;
      end`);
    await runner.query(`
      comment on function listing_digest(listing) is
        'What one listing adds to the digest of its book: the first 8 bytes of md5(canonical line), as libs/book computes it';
      comment on function digest_text is 'A sum of listing digests modulo 2^64 as 16 hexadecimal digits, as the tape carries it'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function digest_text');
    await runner.query('drop function listing_digest(listing)');
  }
}
