import { describe, expect, it } from 'vitest';
import { excesses, simulate } from './schedules.examples.js';

/** `npm run test:budgets` simulates a million. */
const schedules = Number(process.env['SCHEDULES'] ?? 5_000);

describe('the budget of a host', () => {
  it(`is kept in ${schedules} schedules of replicas that race, stall and die at a host that pushes back`, { timeout: 3_600_000 }, () => {
    let requests = 0;
    for (let seed = 1; seed <= schedules; seed += 1) {
      const seen = simulate(seed);
      requests += seen.begunMs.length;
      const found = excesses(seen);
      if (found.length > 0) expect.fail(`seed ${seed}: ${found.join('; ')} with ${JSON.stringify(seen.budget)}`);
    }
    expect(requests / schedules).toBeGreaterThan(5);
  });
});
