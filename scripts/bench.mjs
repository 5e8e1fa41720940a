// npm run bench -- <name> …: installs, builds, fetches the servers, then runs the benchmarks.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await main(async () => {
  await prepare();
  const node = serviceNode();
  const fetched = await run(node, ['scripts/fetch-servers.mjs'], { stdio: ['ignore', 2, 2] });
  return fetched || run(node, ['--expose-gc', '--import', './scripts/typescript.mjs', 'bench/main.ts', ...process.argv.slice(2)]);
});
