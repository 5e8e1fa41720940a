// npm run test:rehearsal: installs, builds, fetches the servers, then rolls every process of a production-like system under load.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await main(async () => {
  await prepare();
  const node = serviceNode();
  const fetched = await run(node, ['scripts/fetch-servers.mjs'], { stdio: ['ignore', 2, 2] });
  const env = { ...process.env, REHEARSAL: 'whole' };
  return fetched || run(node, ['node_modules/.bin/vitest', 'run', 'tests/rehearsal.e2e.spec.ts', ...process.argv.slice(2)], { env });
});
