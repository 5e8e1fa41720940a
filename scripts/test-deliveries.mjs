// npm run test:deliveries: installs, builds, then tells a thousand messages while channels misbehave and processes are killed.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

await main(async () => {
  await prepare();
  return run(serviceNode(), ['--import', './scripts/typescript.mjs', 'tests/deliveries/main.ts', ...process.argv.slice(2)]);
});
