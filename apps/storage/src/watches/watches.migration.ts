import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWatches1795305600010 implements MigrationInterface {
  name = 'CreateWatches1795305600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table watches (
        watch_id   text collate "C" primary key,
        source     text collate "C" not null,
        event_id   text collate "C" not null,
        name       text not null,
        condition  jsonb not null,
        channels   text[] not null,
        revision   bigint not null,
        defined_at timestamptz not null,
        removed_at timestamptz,
        stream_seq bigint not null
      )`);
    await runner.query(`
      comment on table watches is 'What people want to be told. References only: addresses live where they can be deleted';
      comment on column watches.condition is 'The rule, as the contract WatchDefined declares it';
      comment on column watches.defined_at is 'When it was told last';
      comment on column watches.removed_at is 'null while it is in force'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table watches');
  }
}
