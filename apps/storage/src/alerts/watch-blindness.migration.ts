import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWatchBlindness1795305600042 implements MigrationInterface {
  name = 'CreateWatchBlindness1795305600042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table watch_blindness (
        watch_id   text collate "C" not null,
        blindness  bigint not null,
        source     text collate "C" not null,
        event_id   text collate "C" not null,
        name       text not null,
        since      timestamptz not null,
        reason     text not null,
        detail     text not null,
        told_at    timestamptz not null,
        sighted_at timestamptz,
        missed     text,
        stream_seq bigint not null,
        primary key (watch_id, blindness)
      )`);
    for (const [what, comment] of comments) await runner.query(`comment on ${what} is '${comment.replaceAll("'", "''")}'`);
    await runner.query(`
      do $$ begin
        if exists (select from pg_roles where rolname = 'tickettape_reader') then grant select on watch_blindness to tickettape_reader; end if;
      exception when insufficient_privilege then raise warning 'tickettape_reader may not read watch_blindness';
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table watch_blindness');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['table watch_blindness', 'One row for each time a watch could not be judged for longer than its tolerance'],
  ['column watch_blindness.blindness', 'Counts these times of the watch: 1, 2, 3'],
  ['column watch_blindness.since', 'When its first blind look was taken'],
  ['column watch_blindness.told_at', 'When the tolerance was over: people were told of it then'],
  ['column watch_blindness.sighted_at', 'When the first look saw something again; null while it is blind'],
  ['column watch_blindness.missed', 'What may have been missed, in words; null while it is blind'],
];
