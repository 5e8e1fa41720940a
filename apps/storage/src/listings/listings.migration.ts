import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = `
        section       text,
        "row"         text,
        quantity      bigint,
        all_in_price  bigint,
        list_price    bigint,
        net_proceeds  bigint,
        currency      text,
        zone          text,
        seats         text,
        splits        text,
        ticket_class  text,
        face_value    bigint,
        notes         text,
        listed_at     text,
        starts_at     text,
        duration_minutes bigint`;

export class CreateListings1795305600004 implements MigrationInterface {
  name = 'CreateListings1795305600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create type listing as (listing_id text collate "C", ${columns})`);
    await runner.query(`
      comment on type listing is 'One offer. Money is in minor units of currency; null is "not told"'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop type listing');
  }
}
