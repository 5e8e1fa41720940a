// npm run test:image: installs, builds, fetches the servers, then makes the production layout and starts every service from it.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await main(async () => {
  await prepare();
  const node = serviceNode();
  const fetched = await run(node, ['scripts/fetch-servers.mjs'], { stdio: ['ignore', 2, 2] });
  return fetched || run(node, ['--import', './scripts/typescript.mjs', 'tests/image/main.ts', ...process.argv.slice(2)]);
});
