import { describe, expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.js';

describe('works of one name', () => {
  it('run one after another, also after one that failed, and beside those of other names', async () => {
    const works = new OneAtATime();
    const order: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        order.push(`+${name}`);
        await new Promise(setImmediate);
        order.push(`-${name}`);
        if (fails) throw new Error(name);
      };
    const all = [works.run('a', work('a1', true)), works.run('a', work('a2')), works.run('b', work('b1')), works.run('a', work('a3'))];
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(order.filter((step) => step.includes('a'))).toEqual(['+a1', '-a1', '+a2', '-a2', '+a3', '-a3']);
    expect(order.indexOf('+b1')).toBeLessThan(order.indexOf('-a1'));
  });
});
