import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvents1795305600003 implements MigrationInterface {
  name = 'CreateEvents1795305600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table events (
        event_id         bigint primary key,
        event_name       text not null,
        venue            text not null,
        city             text not null,
        country          text not null,
        event_date       timestamptz,
        viagogo_id       text collate "C" not null,
        is_tracked       boolean not null,
        created_at       timestamptz not null,
        updated_at       timestamptz not null,
        source           text collate "C" not null,
        local_date       timestamp,
        time_zone        text,
        interval_seconds bigint,
        notes            text,
        untracked_reason text,
        revision         bigint not null,
        stream_seq       bigint not null,
        unique (source, viagogo_id)
      )`);
    await runner.query(`
      comment on table events is 'The catalogue: every event that was ever in the sheet, as it was told last';
      comment on column events.event_id is 'Counts events in the order in which they were first tracked, so that a rebuild gives the same numbers';
      comment on column events.event_date is 'The instant it begins; null where the zone of the venue is not known or there is no date';
      comment on column events.viagogo_id is 'The source''s id of the event: event_id in sweeps, books and listings';
      comment on column events.created_at is 'When it was first tracked, by the tape''s clock';
      comment on column events.updated_at is 'When it was told last, by the tape''s clock';
      comment on column events.local_date is 'Local date and time at the venue, as in the sheet; of an office, from when on an appointment is of no use; null where there is no end';
      comment on column events.interval_seconds is 'Seconds between sweeps that the sheet asks for; null means the default';
      comment on column events.untracked_reason is 'switched-off or removed; null while it is tracked';
      comment on column events.revision is 'Counts what the sheet told about it: 1, 2, 3'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table events');
  }
}
