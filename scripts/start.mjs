#!/usr/bin/env node
// npm start: installs, builds, then runs `tape run` with the same arguments.
import { prepare } from './prepare.mjs';
import { serviceNode } from './paths.mjs';
import { run } from './run.mjs';

await prepare();
process.exit(await run(serviceNode(), ['apps/cli/bin/tape.mjs', 'run', ...process.argv.slice(2)]));
