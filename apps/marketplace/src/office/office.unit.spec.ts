import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { openMarketplace } from '../marketplace.js';
import { createServer } from '../server.js';
import { freeTimes } from './free-times.js';

const morning = Date.UTC(2027, 1, 1, 8) / 1000;

describe('the free times of the office', () => {
  it('are some of the mornings of working days ahead, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 10_000 }), (seed, minutes) => {
        const now = morning + minutes * 60;
        const free = freeTimes(seed, now);
        expect(free).toEqual(freeTimes(seed, now));
        for (const second of free) {
          const at = new Date(second * 1000);
          expect([second > now, [1, 2, 3, 4, 5].includes(at.getUTCDay()), at.getUTCHours() >= 7 && at.getUTCHours() < 11]).toEqual([
            true,
            true,
            true,
          ]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('come and go one by one', () => {
    const seen = Array.from({ length: 20 }, (_, minute) => freeTimes(1, morning + minute * 60));
    expect(new Set(seen.map((free) => free.join())).size).toBeGreaterThan(10);
    expect(seen[1]!.filter((second) => seen[0]!.includes(second)).length).toBeGreaterThan(seen[0]!.length / 2);
  });
});

describe('the office of the simulator', () => {
  let app: FastifyInstance;
  beforeEach(
    () => void (app = createServer(openMarketplace({ seed: 1, speed: 1, events: 1, faults: 'none', sheetFlaws: false }, new Date()))),
  );
  afterEach(() => app.close());

  const calendar = async (token = '') => {
    const [startDate, endDate] = [0, 30].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
    const query = `startDate=${startDate}&endDate=${endDate}&officeIds=10489&serviceIds=1063453&serviceCounts=1&captchaToken=${token}`;
    return app.inject(`/office/api/available-calendar/?${query}`);
  };
  const change = (payload: object) => app.inject({ method: 'PATCH', url: '/office', payload });

  it('shows its calendar to whoever brings a token that it gave out', async () => {
    expect((await calendar()).json()).toMatchObject({ errors: [{ errorCode: 'captchaMissing' }] });
    const { token } = (await app.inject('/office/token')).json<{ token: string }>();
    expect((await calendar(token)).json<{ availableDays: object[] }>().availableDays.length).toBeGreaterThan(3);
  });

  it('does as it is told from then on', async () => {
    await change({ captcha: { wanted: false, told: true, lifeSeconds: 60 }, free: [] });
    expect((await calendar()).json()).toMatchObject({ availableDays: [] });
    await change({ version: 'legacy' });
    expect((await calendar()).statusCode).toBe(404);
    await change({ fault: { status: 503, body: '{"errors":[{"errorCode":"serviceUnavailable"}]}' } });
    expect((await calendar()).body).toContain('serviceUnavailable');
    expect((await change({ version: 'next' })).statusCode).toBe(400);
    expect((await change([])).statusCode).toBe(200);
  });
});
