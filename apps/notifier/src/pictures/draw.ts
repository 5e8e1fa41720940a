import { renderAsync } from '@resvg/resvg-js';
import { createRequire } from 'node:module';
import { chartFont, priceChartSvg, type PriceChart } from './price-chart.js';

const require = createRequire(import.meta.url);
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`));

/** The chart as PNG, twice as fine as its size for good screens. It is painted beside the event loop. */
export const drawPriceChart = async (shown: PriceChart): Promise<Uint8Array> => {
  const image = await renderAsync(priceChartSvg(shown), {
    fitTo: { mode: 'zoom', value: 1.5 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: chartFont, sansSerifFamily: chartFont },
  });
  return image.asPng();
};
