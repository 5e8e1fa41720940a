// npm run test:honesty: installs, builds, then plays series of looks with faults against the simulator's truth.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await main(async () => {
  await prepare();
  return run(serviceNode(), ['--import', './scripts/typescript.mjs', 'tests/honesty/main.ts', ...process.argv.slice(2)]);
});
