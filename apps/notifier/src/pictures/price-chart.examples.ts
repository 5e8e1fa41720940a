import type { PriceChart } from './price-chart.js';

const minuteMs = 60_000;

/** Two days of a falling market, six hours of them unseen, and an alert at the end. */
export const aPriceChart = (told: Partial<PriceChart> = {}): PriceChart => {
  const startMs = Date.parse('2026-11-22T12:00:00Z');
  const atMs = (look: number) => startMs + look * 16 * minuteMs;
  const looks = Array.from({ length: 180 }, (_, look) => look).filter((look) => look <= 100 || look >= 122);
  const points = looks.map((look) => ({
    atMs: atMs(look),
    getIn: Math.round(14_400 - look * 9 + 420 * Math.sin(look / 7) + ((look * 7_919) % 13) * 38),
  }));
  const alert = { atMs: atMs(180), getIn: 11_850 };
  return {
    title: 'Two together, under 120',
    subtitle: 'Example Band, Olympic Hall, Munich, 2027-05-29 20:30 (stubhub/153012345)',
    currency: 'USD',
    points: [...points, alert],
    blind: [{ fromMs: atMs(100), toMs: atMs(122) }],
    alert,
    line: 12_000,
    reader: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
    ...told,
  };
};
