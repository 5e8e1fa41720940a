#!/usr/bin/env node
// npm test: installs, builds, fetches the servers, then runs vitest with the same arguments.
import { prepare } from './prepare.mjs';
import { serviceNode } from './paths.mjs';
import { run } from './run.mjs';

await prepare();
const node = serviceNode();
const fetched = await run(node, ['scripts/fetch-servers.mjs'], { stdio: ['ignore', 2, 2] });
if (fetched !== 0) process.exit(fetched);

const reports = ['--reporter=default', '--reporter=json', '--outputFile.json=.tickettape/test-report.json'];
process.exit(await run(node, ['node_modules/.bin/vitest', 'run', ...reports, ...process.argv.slice(2)]));
