import type { MigrationInterface, QueryRunner } from 'typeorm';

const advance = (guard: string) => `
      create or replace function advance_projection(
        p_name text, p_from bigint, p_last bigint, p_last_time timestamptz
      ) returns void language plpgsql as $$
      begin
        update projections set position = p_last, position_time = p_last_time, updated_at = clock_timestamp()
        where name = p_name and position = p_from;
        ${guard}
        if not found then
          raise exception 'projection % does not stand at message %', p_name, p_from using errcode = 'TT001';
        end if;
      end $$`;

/** Asked after the update, which waits for a switch that is under way, and before the position of the other tables is judged. */
const sameTables = `
        if to_regclass('projections')::oid::text is distinct from
          coalesce(nullif(current_setting('tickettape.tables', true), ''), to_regclass('projections')::oid::text) then
          raise exception 'other tables have taken the place of those of projection %', p_name using errcode = 'TT002';
        end if;`;

export class GuardSwitchedTables1795305600030 implements MigrationInterface {
  name = 'GuardSwitchedTables1795305600030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(advance(sameTables));
    await runner.query(`
      comment on function advance_projection is
        'Moves a projection from p_from to p_last. Raises TT001 where it stands elsewhere, so that nothing is ever applied twice or left out, '
        'and TT002 where the tables are not those whose oid the session keeps in tickettape.tables: a rebuild has taken their place'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(advance(''));
  }
}
