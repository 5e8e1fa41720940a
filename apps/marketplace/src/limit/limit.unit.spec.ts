import { describe, expect, it } from 'vitest';
import { Gatekeeper } from './gatekeeper.js';
import { Limit } from './limit.js';

/** A source with `limit`, asked at these real seconds; gives the status of each refusal. */
const refusals = (limit: object, ...seconds: number[]) => {
  let nowMs = 0;
  const gatekeeper = new Gatekeeper(Limit.parse(limit), () => nowMs);
  return seconds.map((second) => ((nowMs = second * 1000), gatekeeper.refuse()));
};

describe('a source with a limit', () => {
  it('bears as many requests in any window as it says, and bans for ever at one more', () => {
    expect(refusals({ requests: 2, windowSeconds: 10 }, 0, 1, 10, 10.5, 12, 1000)).toEqual([null, null, null, 403, 403, 403]);
    expect(refusals({ requests: 2, windowSeconds: 10, status: 429 }, 0, 1, 2)).toEqual([null, null, 429]);
  });

  it('forgives only after silence, where it forgives at all', () => {
    const limit = { requests: 1, windowSeconds: 10, forgivesAfterSeconds: 30 };
    expect(refusals(limit, 0, 1, 20, 45, 76)).toEqual([null, 403, 403, 403, null]);
  });

  it('tells the truth about its limit, a lie, or nothing', () => {
    const declared = (limit: object) => new Gatekeeper(Limit.parse({ requests: 5, ...limit }), () => 0).declared;
    expect([declared({}), declared({ declaredRequests: 50 }), declared({ declaredRequests: null })]).toEqual([5, 50, null]);
    expect(new Gatekeeper(null, () => 0).declared).toBeNull();
  });

  it('counts bans', () => {
    const gatekeeper = new Gatekeeper(Limit.parse({ requests: 1 }), () => 0);
    for (let request = 0; request < 3; request += 1) gatekeeper.refuse();
    expect(gatekeeper.state).toMatchObject({ requests: 3, bans: 1, banned: true });
  });
});
