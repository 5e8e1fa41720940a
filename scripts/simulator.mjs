// npm run simulator: installs, builds, then runs the simulator alone, as docs/how-to/add-a-source.md needs it.
import './node-version.mjs';
import { main } from './main.mjs';
import { serviceNode } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';
import { simulatorEnv } from './simulator-env.mjs';

await main(async () => {
  await prepare();
  return run(serviceNode(), ['apps/marketplace/dist/main.js'], { env: { ...simulatorEnv, ...process.env } });
});
