import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProjections1795305600001 implements MigrationInterface {
  name = 'CreateProjections1795305600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists timescaledb');
    await runner.query(`
      create table projections (
        name           text primary key,
        version        integer not null,
        stream         text not null,
        stream_created text not null,
        position       bigint not null check (position >= 0),
        position_time  timestamptz,
        updated_at     timestamptz not null default now()
      )`);
    await runner.query(`
      comment on table projections is 'Where every projection stands. A row moves in the same transaction as the rows it stands for';
      comment on column projections.version is 'Meaning of the rows; a higher one in the program needs a rebuild';
      comment on column projections.stream_created is 'Identity of the stream: when it was created, as the server tells it. Another value is another stream';
      comment on column projections.position is 'Stream sequence of the last message that was applied; 0 before the first';
      comment on column projections.position_time is 'When the stream stored that message: the same sequence with another time is another message'`);
    await runner.query(`
      create function advance_projection(
        p_name text, p_from bigint, p_last bigint, p_last_time timestamptz
      ) returns void language plpgsql as $$
      begin
        update projections set position = p_last, position_time = p_last_time, updated_at = clock_timestamp()
        where name = p_name and position = p_from;
        if not found then
          raise exception 'projection % does not stand at message %', p_name, p_from using errcode = 'TT001';
        end if;
      end $$`);
    await runner.query(`
      comment on function advance_projection is
        'Moves a projection from p_from to p_last. Raises TT001 where it stands elsewhere, so that nothing is ever applied twice or left out'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function advance_projection');
    await runner.query('drop table projections');
  }
}
