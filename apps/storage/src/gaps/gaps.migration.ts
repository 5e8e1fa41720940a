import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGaps1795305600002 implements MigrationInterface {
  name = 'CreateGaps1795305600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table gaps (
        stream     text not null,
        stream_seq bigint not null,
        subject    text not null,
        reason     text not null check (reason in ('message-invalid', 'message-refused', 'looks-missing', 'messages-expired')),
        detail     text not null,
        at         timestamptz not null,
        primary key (stream, stream_seq, reason)
      )`);
    await runner.query(`
      comment on table gaps is 'What the tape should have told and did not. The tables hold nothing for it, and no book is stitched across it';
      comment on column gaps.stream_seq is 'The message that could not be applied, or that showed that something before it is missing';
      comment on column gaps.reason is
        'message-invalid: it meets no contract. message-refused: the database did not take its rows. Both are copied to DEAD. '
        'looks-missing: a book''s sequence left numbers out. messages-expired: the stream dropped messages before they were applied';
      comment on column gaps.at is 'When the stream stored that message'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gaps');
  }
}
