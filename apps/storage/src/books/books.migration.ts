import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBooks1795305600005 implements MigrationInterface {
  name = 'CreateBooks1795305600005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table books (
        source      text collate "C" not null,
        event_id    text collate "C" not null,
        status      text not null check (status in ('seen', 'unseen')),
        sequence    bigint not null,
        observed_at timestamptz not null,
        stream_seq  bigint not null,
        blind_since timestamptz,
        digest      text,
        complete    boolean,
        seen_at     timestamptz,
        whole       boolean not null,
        primary key (source, event_id)
      ) with (fillfactor = 50)`);
    await runner.query(`
      comment on table books is 'One row per book: what the last look left';
      comment on column books.status is 'unseen after a blind look or after a look that is missing on the tape, until the next keyframe';
      comment on column books.sequence is 'Looks taken so far';
      comment on column books.observed_at is 'When the last look was taken';
      comment on column books.stream_seq is 'Where the last look stands in the stream BOOKS';
      comment on column books.blind_since is 'When sight was lost; null while the book is seen';
      comment on column books.digest is 'As the tape told it with the last look that went into listings; book_digest() must give the same';
      comment on column books.complete is 'Whether that look was complete';
      comment on column books.seen_at is 'When that look was taken';
      comment on column books.whole is
        'Whether a complete look was taken since the book came in sight; before that nothing can appear or be gone'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table books');
  }
}
