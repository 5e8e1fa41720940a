// npm start: installs, builds, then runs `tape run` with the same arguments.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await main(async () => {
  await prepare();
  return run(serviceNode(), ['apps/cli/bin/tape.mjs', 'run', ...process.argv.slice(2)]);
});
