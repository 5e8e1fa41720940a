import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { averaged, PagePool, retirementOf } from './pool.js';

const limits = { oldestMs: 60_000, mostNavigations: 50, poolMs: 20, nowMs: 30_000 };

describe('a page of the pool', () => {
  it.each([
    [{ openedMs: 0, navigations: 5, slowMs: 20 }, null],
    [{ openedMs: -30_000, navigations: 5, slowMs: 20 }, 'age'],
    [{ openedMs: 0, navigations: 50, slowMs: 20 }, 'use'],
    [{ openedMs: 0, navigations: 5, slowMs: 61 }, 'slow'],
    [{ openedMs: 0, navigations: 2, slowMs: 61 }, null],
  ])('that is %j retires by %s', (page, why) => expect(retirementOf(page, limits)).toBe(why));

  it('forgets how slow it was', () => {
    expect(averaged(null, 100)).toBe(100);
    expect([1, 2, 3, 4, 5, 6, 7, 8].reduce((ms) => averaged(ms, 10), 1000)).toBeLessThan(80);
  });
});

/** A browser of pages that do nothing; the pool is what is looked at. */
const aPool = (most: number, mostNavigations = 100) => {
  const opened: { closed: boolean }[] = [];
  const openContext = async (): Promise<BrowserContext> => {
    const context = { closed: false };
    opened.push(context);
    const page = { title: async () => '', isClosed: () => false } as unknown as Page;
    return { newPage: async () => page, close: async () => void (context.closed = true) } as unknown as BrowserContext;
  };
  const browser = { on: () => undefined, close: async () => undefined } as unknown as Browser;
  const settings = { source: 'spec', launch: async () => browser, openContext, most, oldestMs: 60_000, mostNavigations, now: () => 0 };
  return { pool: new PagePool(settings), opened };
};
const never = new AbortController().signal;

describe('the pool', () => {
  it('opens no more pages than it may, and uses them again', async () => {
    const { pool, opened } = aPool(2);
    let atOnce = 0;
    let mostAtOnce = 0;
    const work = async () => {
      mostAtOnce = Math.max(mostAtOnce, (atOnce += 1));
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => pool.use(work, never)));
    expect([mostAtOnce, opened.length]).toEqual([2, 2]);
  });

  it('replaces a page that was used up or failed, and keeps its place free', async () => {
    const { pool, opened } = aPool(1, 2);
    for (let visit = 0; visit < 4; visit += 1) await pool.use(async () => undefined, never);
    await expect(pool.use(() => Promise.reject(new Error('broken')), never)).rejects.toThrow('broken');
    await pool.use(async () => undefined, never);
    expect(opened.map(({ closed }) => closed)).toEqual([true, true, true, false]);
  });

  it('lets those who give up leave the queue', async () => {
    const { pool } = aPool(1);
    const { promise: busy, resolve: end } = Promise.withResolvers<void>();
    const first = pool.use(() => busy, never);
    const impatient = new AbortController();
    const second = pool.use(async () => 'second', impatient.signal);
    const third = pool.use(async () => 'third', never);
    impatient.abort(new Error('gave up'));
    await expect(second).rejects.toThrow('gave up');
    end();
    await first;
    expect(await third).toBe('third');
  });
});
