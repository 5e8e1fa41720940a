import type { MigrationInterface, QueryRunner } from 'typeorm';

const relations =
  'events, sweeps, kept_sweeps, listings, books, listing_changes, patterns, sweep_statistics, ticket_stats, watches, alerts, deliveries, gaps, projections';

export class CreateReader1795305600028 implements MigrationInterface {
  name = 'CreateReader1795305600028';

  async up(runner: QueryRunner): Promise<void> {
    // Roles belong to the whole server: another database may have made it, or make it at this moment, and not every account may make one.
    await runner.query(`
      do $$
      begin
        if not exists (select from pg_roles where rolname = 'tickettape_reader') then
          create role tickettape_reader nologin;
        end if;
      exception
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then raise warning 'role tickettape_reader is missing: this account may not create roles';
      end $$`);
    await runner.query(`
      do $$
      begin
        if not exists (select from pg_roles where rolname = 'tickettape_reader') then return; end if;
        grant select on ${relations} to tickettape_reader;
        execute format('grant usage on schema %I to tickettape_reader', current_schema());
        execute format('alter role tickettape_reader in database %I set statement_timeout = ''15s''', current_database());
        execute format('alter role tickettape_reader in database %I set default_transaction_read_only = on', current_database());
        execute format('alter role tickettape_reader in database %I set idle_in_transaction_session_timeout = ''60s''', current_database());
      exception
        when insufficient_privilege then raise warning 'role tickettape_reader has no time-out here: this account may not change it';
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      begin
        if exists (select from pg_roles where rolname = 'tickettape_reader') then
          revoke all on ${relations} from tickettape_reader;
          execute format('revoke usage on schema %I from tickettape_reader', current_schema());
          execute format('alter role tickettape_reader in database %I reset all', current_database());
        end if;
      end $$`);
  }
}
