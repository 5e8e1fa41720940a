// npm run pictures: runs the system at a simulated market and draws the main panels of the market dashboard from their own queries.
import { renderAsync } from '@resvg/resvg-js';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { blindBands, bySection, inventory, priceHistory, sectionHistory } from '../../deploy/grafana/src/dashboards/market.js';
import offerServers from '../servers.js';
import { expandSql } from '../telemetry/grafana-macros.js';
import { marketPictureSvg, pictureFont, type Row } from './market-picture.js';
import { playMarket } from './play-market.js';

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`),
);

const stopServers = await offerServers();
const played = await playMarket((text) => console.error(`pictures: ${text}`));
try {
  const { event, title, all, range, pool } = played;
  const ask = async (sql: string): Promise<Row[]> =>
    (await pool.query<Row>(expandSql(sql.replaceAll("'$__interval'", "'2 seconds'"), range, { event, compare: all }))).rows;
  const svg = marketPictureSvg({
    title,
    price: await ask(priceHistory),
    inventory: await ask(inventory),
    sections: await ask(sectionHistory),
    book: await ask(bySection),
    blind: await ask(blindBands),
  });
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: pictureFont, sansSerifFamily: pictureFont };
  await mkdir(images, { recursive: true });
  await writeFile(`${images}market.png`, (await renderAsync(svg, { font })).asPng());
  console.log('docs/images/market.png');
} finally {
  await played.stop();
  await stopServers();
}
process.exit();
