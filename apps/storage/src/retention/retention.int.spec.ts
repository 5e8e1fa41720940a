import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyBatches, emptyTables } from '../books/tables.examples.js';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { look, recorded } from '../tape.examples.js';
import { planEdition, policyStatements } from './edition.js';
import { RetentionJob } from './retention-job.js';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshMigratedDatabase();
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  await emptyTables(fresh.pool);
  await fresh.pool.query('truncate retention');
});

const dayMs = 86_400_000;
const daysAgo = (days: number, listings: string[]) => ({
  ...aSighting(listings.map((id) => aListing(id))),
  observedAt: new Date(Date.now() - days * dayMs).toISOString(),
});
const tape = () => recorded(look([daysAgo(60, ['a']), daysAgo(50, ['a', 'b']), daysAgo(1, ['b', 'c'])]).map(({ fact }) => fact));

const job = (retentionDays: number | null) => new RetentionJob(fresh.url, { retentionDays, compressAfterDays: null });
const sequences = async () => {
  const { rows } = await fresh.pool.query<{ sequence: string }>('select sequence from sweeps order by sequence');
  return rows.map(({ sequence }) => Number(sequence));
};

describe('retention on the Apache edition', () => {
  it('drops old looks and says since when they are whole; live books stay', async () => {
    await applyBatches(fresh.url, [tape()]);
    expect(await job(null).run()).toEqual({ kind: 'off' });
    expect(await sequences()).toEqual([1, 2, 3]);

    const dropped = await job(30).run();
    expect(dropped).toMatchObject({ kind: 'drop', keptSince: expect.any(String) });
    expect(await sequences()).toEqual([3]);
    expect((await fresh.pool.query('select listing_id from listings order by 1')).rows).toEqual([{ listing_id: 'b' }, { listing_id: 'c' }]);
    const { rows } = await fresh.pool.query<{ kept_since: Date }>('select kept_since from retention');
    expect(rows[0]!.kept_since.toISOString()).toBe((dropped as { keptSince: string }).keptSince);
    expect(await job(30).run()).toEqual({ kind: 'nothing-to-drop' });
  });

  it('puts aside what a live book stands on until its next keyframe', async () => {
    const facts = recorded(
      look([
        daysAgo(60, ['a']),
        daysAgo(50, ['a', 'b']),
        daysAgo(2, ['b', 'c']),
        { ...aBlindness(), observedAt: daysAgo(1, []).observedAt },
        daysAgo(0.5, ['c']),
      ]).map(({ fact }) => fact),
    );
    const kept = async () => (await fresh.pool.query<{ sequence: number }>('select sequence::int from kept_sweeps order by 1')).rows;
    await applyBatches(fresh.url, [facts.slice(0, 3)]);
    await job(30).run();
    expect(await kept()).toEqual([{ sequence: 1 }, { sequence: 2 }]);
    await applyBatches(fresh.url, [facts.slice(3, 4)]);
    expect((await fresh.pool.query('select listing_id from listings order by 1')).rows).toEqual([{ listing_id: 'b' }, { listing_id: 'c' }]);
    await applyBatches(fresh.url, [facts.slice(4)]);
    expect(await kept()).toEqual([]);
    expect((await fresh.pool.query('select listing_id from listings')).rows).toEqual([{ listing_id: 'c' }]);
  });

  it('never fills a dropped chunk again: a replay from the start gives the live book, the looks that are kept, and a gap', async () => {
    const facts = tape();
    await applyBatches(fresh.url, [facts]);
    await job(30).run();
    await emptyTables(fresh.pool);
    await applyBatches(fresh.url, [facts]);

    expect(await sequences()).toEqual([3]);
    const { rows } = await fresh.pool.query('select status, sequence::int, digest = book_digest(source, event_id) as is_equal from books');
    expect(rows).toEqual([{ status: 'seen', sequence: 3, is_equal: true }]);
    const gaps = await fresh.pool.query('select stream_seq::int, reason from gaps');
    expect(gaps.rows).toEqual([{ stream_seq: 1, reason: 'older-than-retention' }]);
    const { rowCount } = await fresh.pool.query(`select from show_chunks('sweeps')`);
    expect(rowCount).toBe(1);
    expect((await fresh.pool.query('select from listing_changes where event_id = $1', [key.eventId])).rowCount).toBeGreaterThan(0);
  });

  it('waits while the projection is far behind', async () => {
    await applyBatches(fresh.url, [tape().slice(0, 2)]);
    expect(await job(30).run()).toMatchObject({ kind: 'catching-up' });
    expect(await sequences()).toEqual([1, 2]);
  });

  it('refuses what is asked of the Community edition only', async () => {
    const wishes = { retentionDays: 30, compressAfterDays: 7 };
    const [, , retention, columnstore] = policyStatements(planEdition('timescale', wishes), wishes, 'timescale');
    for (const { text, values } of [retention!, columnstore!])
      await expect(fresh.pool.query(text, values)).rejects.toMatchObject({ code: '0A000' });
  });
});
