import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Within the row where it fits a page, and compressed also where the row is small: a look is read as a whole (docs/benchmarks.md). */
const packed = 'storage main compression pglz';
/** Amounts are hardly compressible; lz4 finds that out sooner. */
const unpacked = 'storage main compression lz4';
const rows = 'with (toast_tuple_target = 128)';

export class CreateSweeps1795305600006 implements MigrationInterface {
  name = 'CreateSweeps1795305600006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sweeps (
        source         text collate "C" not null,
        event_id       text collate "C" not null,
        observed_at    timestamptz not null,
        sequence       bigint not null,
        stream_seq     bigint not null,
        kind           text not null check (kind in ('keyframe', 'delta', 'confirm', 'blind')),
        outcome        text not null,
        complete       boolean not null,
        doubts         text[],
        expected       bigint,
        received       bigint,
        skipped        bigint,
        listings       bigint,
        tickets        bigint,
        currency       text,
        min            bigint,
        p10            bigint,
        median         bigint,
        mean           bigint,
        max            bigint,
        digest         text,
        missing        text[]   ${packed},
        blind_since    timestamptz,
        http_status    bigint,
        attempts       bigint,
        detail         text,
        appeared       bigint,
        changed        bigint,
        gone           text[]   ${packed},
        listing_ids    text[]   ${packed},
        sections       text[]   ${packed},
        rows           text[]   ${packed},
        quantities     bigint[] ${packed},
        all_in_prices  integer[] ${unpacked},
        wide_all_in_prices bigint[] ${packed},
        list_prices    integer[] ${unpacked},
        wide_list_prices bigint[] ${packed},
        net_proceeds   integer[] ${unpacked},
        wide_net_proceeds bigint[] ${packed},
        currencies     text[]   ${packed},
        zones          text[]   ${packed},
        seats          text[]   ${packed},
        splits         text[]   ${packed},
        ticket_classes text[]   ${packed},
        face_values    integer[] ${unpacked},
        wide_face_values bigint[] ${packed},
        notes          text[]   ${packed},
        listed_ats     text[]   ${packed},
        starts_ats     text[]   ${packed},
        durations_minutes bigint[] ${packed},
        unique (source, event_id, observed_at, sequence)
      ) ${rows}`);
    await runner.query(`
      create table kept_sweeps (
        like sweeps including constraints including storage including compression, primary key (source, event_id, sequence)
      ) ${rows}`);
    await runner.query(`
      select create_hypertable('sweeps', 'observed_at', chunk_time_interval => interval '7 days', create_default_indexes => false)`);
    await runner.query(`
      comment on table sweeps is 'One row per look at a book: how it ended, its statistics, and what it changed in arrays (read them through listing_changes and book_at)';
      comment on table kept_sweeps is
        'Looks older than retention.kept_since that a live book still stands on: its last keyframe and all since. They go with its next keyframe';
      comment on column sweeps.sequence is 'Counts the looks at one book: 1, 2, 3. A number that is left out is a lost look and has a row in gaps';
      comment on column sweeps.kind is 'keyframe: the whole book. delta: what changed. confirm: nothing changed. blind: nothing was seen';
      comment on column sweeps.outcome is 'complete, partial, or why it was blind';
      comment on column sweeps.complete is 'Only a complete look may say that a listing is gone, and only a complete one has statistics';
      comment on column sweeps.doubts is 'Why the look proves presence only; null for a blind one';
      comment on column sweeps.expected is 'The total the source declared; null where it declares none';
      comment on column sweeps.received is 'Listings in the answer, with those that were skipped';
      comment on column sweeps.tickets is 'null where a quantity was not told';
      comment on column sweeps.currency is 'null where no price was told or currencies are mixed, as are all prices then';
      comment on column sweeps.min is 'The get-in: lowest all-in price per ticket, minor units. p10 and median are nearest-rank, as percentile_disc';
      comment on column sweeps.digest is 'Of the book after this look; digest_text(sum(listing_digest(l))) from book_at(…) l gives the same';
      comment on column sweeps.missing is 'Ids that a collapsed or empty answer does not show: gone when a second look agrees, and not before';
      comment on column sweeps.blind_since is 'The first blind look in this row of blind looks';
      comment on column sweeps.appeared is
        'The first so many listings of the arrays were not in the look before; null where there was no whole book to compare with';
      comment on column sweeps.changed is 'So many listings after those have other values than in the look before';
      comment on column sweeps.all_in_prices is
        'As all amounts: null where one of the look is 2^31 or more, which is rare; then all of them are in wide_all_in_prices';
      comment on column sweeps.gone is 'Ids that were in the look before and are not in this one; null where that cannot be known'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table kept_sweeps');
    await runner.query('drop table sweeps');
  }
}
