import type { MigrationInterface, QueryRunner } from 'typeorm';

const allow = (reasons: string) => `
      alter table gaps drop constraint gaps_reason_check, add constraint gaps_reason_check check (reason in (${reasons}))`;
const before = `'message-invalid', 'message-refused', 'looks-missing', 'messages-expired'`;

export class CreateRetention1795305600029 implements MigrationInterface {
  name = 'CreateRetention1795305600029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table retention (
        relation   text primary key,
        kept_since timestamptz not null
      )`);
    await runner.query(allow(`${before}, 'older-than-retention'`));
    await runner.query(`
      comment on table retention is 'How far back tables still reach whose oldest rows were dropped; no row where nothing was dropped. The tape keeps everything';
      comment on column retention.relation is 'sweeps';
      comment on column retention.kept_since is
        'All that was observed before this was dropped, and is not written again: its chunks would come back with a part of what they held';
      comment on column gaps.reason is
        'message-invalid: it meets no contract. message-refused: the database did not take its rows. Both are copied to DEAD. '
        'looks-missing: a book''s sequence left numbers out. messages-expired: the stream dropped messages before they were applied. '
        'older-than-retention: looks observed before retention.kept_since went into the live books and have no row in sweeps';
      comment on function listing_digest(listings) is 'The same for a row of listings'`);
    await runner.query(`
      do $$
      begin
        if exists (select from pg_roles where rolname = 'tickettape_reader') then grant select on retention to tickettape_reader; end if;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from gaps where reason = 'older-than-retention'`);
    await runner.query(allow(before));
    await runner.query('drop table retention');
  }
}
