import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddWatchSettings1795305600040 implements MigrationInterface {
  name = 'AddWatchSettings1795305600040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table watches
        add column severity   text not null default 'normal',
        add column recipients text[] not null default '{}',
        add column settings   jsonb not null default '{}',
        add column origin     text not null default 'sheet',
        add column paused_at  timestamptz`);
    await runner.query(`
      comment on column watches.recipients is 'Ids of people';
      comment on column watches.settings is 'When an episode begins and ends, as the contract EpisodeSettings declares it';
      comment on column watches.origin is 'Who keeps it: sheet or person';
      comment on column watches.paused_at is 'null while it is judged'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table watches drop column severity, drop column recipients, drop column settings, drop column origin, drop column paused_at`);
  }
}
