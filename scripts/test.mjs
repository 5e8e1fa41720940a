// npm test: installs, builds, fetches the servers, then runs vitest with the same arguments.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

const reports = ['--reporter=default', '--reporter=json', '--outputFile.json=.tickettape/test-report.json'];

await main(async () => {
  await prepare();
  const node = serviceNode();
  const fetched = await run(node, ['scripts/fetch-servers.mjs', '--with-prometheus'], { stdio: ['ignore', 2, 2] });
  return fetched || run(node, ['node_modules/.bin/vitest', 'run', ...reports, ...process.argv.slice(2)]);
});
