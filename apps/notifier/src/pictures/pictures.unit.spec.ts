import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawPriceChart } from './draw.js';
import { aPriceChart } from './price-chart.examples.js';
import { priceChartSvg, type PriceChart } from './price-chart.js';

/** A folder in which whoever wants to look at the pictures finds them. */
const folder = process.env['PICTURES'];

const draw = async (name: string, shown: PriceChart): Promise<Buffer> => {
  const png = Buffer.from(await drawPriceChart(shown));
  if (folder) writeFileSync(join(folder, `${name}.png`), png);
  return png;
};

const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

describe('the picture of an alert', () => {
  it('is a PNG of two to one, small enough for every channel', async () => {
    const png = await draw('two-days', aPriceChart());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(sizeOf(png)).toEqual({ width: 1_200, height: 600 });
    expect(png.length).toBeLessThan(200_000);
  });

  it('marks the alert with its price, the line of the rule and the time that nobody saw', () => {
    const svg = priceChartSvg(aPriceChart());
    for (const text of ['118.50 USD', '120.00 USD', 'not seen', 'Two together, under 120']) expect(svg).toContain(text);
  });

  it('draws nothing across a gap', () => {
    const moves = (svg: string) => (/<path d="(M[^"]+)"[^>]*stroke="#2563eb"/.exec(svg)?.[1] ?? '').split('M').length - 1;
    expect(moves(priceChartSvg(aPriceChart()))).toBe(2);
    expect(moves(priceChartSvg(aPriceChart({ blind: [] })))).toBe(1);
  });

  it('can be drawn of a single look, of a market without a line, and of an alert whose price nobody knows', async () => {
    const [only] = aPriceChart().points;
    await draw('one-look', aPriceChart({ points: [only!], blind: [], alert: only!, line: null }));
    await draw('blind', aPriceChart({ alert: { atMs: aPriceChart().alert.atMs, getIn: null }, line: null }));
    await draw(
      'yen',
      aPriceChart({ currency: 'JPY', reader: { locale: 'de-DE', timeZone: 'Asia/Tokyo' }, title: '<b>& "quoted" </b>'.repeat(9) }),
    );
  });
});
