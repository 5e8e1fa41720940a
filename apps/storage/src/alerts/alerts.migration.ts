import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAlerts1795305600011 implements MigrationInterface {
  name = 'CreateAlerts1795305600011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alerts (
        alert_id     text collate "C" primary key,
        watch_id     text collate "C" not null,
        source       text collate "C" not null,
        event_id     text collate "C" not null,
        episode      bigint not null,
        name         text not null,
        condition    jsonb not null,
        channels     text[] not null,
        reason       text not null,
        evidence     jsonb not null,
        opened_at    timestamptz not null,
        closed_at    timestamptz,
        close_reason text,
        stream_seq   bigint not null
      )`);
    await runner.query(`
      create table deliveries (
        delivery_key text collate "C" primary key,
        alert_id     text collate "C" not null,
        watch_id     text collate "C" not null,
        source       text collate "C" not null,
        event_id     text collate "C" not null,
        episode      bigint not null,
        channel      text not null,
        status       text not null check (status in ('sent', 'failed')),
        attempts     bigint not null,
        code         text,
        detail       text,
        at           timestamptz not null,
        stream_seq   bigint not null
      )`);
    await runner.query(`
      comment on table alerts is 'One row per episode: the time a watch''s condition held';
      comment on column alerts.evidence is 'Before and after, the look and where it stands in the stream BOOKS, as the contract Evidence declares it';
      comment on column alerts.closed_at is 'null while the condition holds';
      comment on table deliveries is 'One row per message to one channel, with how it ended';
      comment on column deliveries.code is 'Why it was given up; null where it was sent'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table deliveries');
    await runner.query('drop table alerts');
  }
}
