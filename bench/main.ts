import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import offerServers from '../tests/servers.ts';
import type { Result } from './bench.ts';
import { benches } from './registry.ts';
import { judged, tableOf } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const unknown = positionals.filter((name) => !(name in benches));
if (positionals.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- <${Object.keys(benches).join(' | ')}> … [--json] [--quick]`);
  process.exit(2);
}

const stopServers = await offerServers();
const results: Result[] = [];
try {
  for (const name of positionals) {
    const bench = await benches[name]!();
    results.push(await bench({ quick: values.quick, progress: (text) => console.error(`${name}: ${text}`) }));
  }
} finally {
  await stopServers();
}
const machine = { cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', node: process.version };
console.log(
  values.json ? JSON.stringify({ machine, quick: values.quick, results: results.map(judged) }) : results.map(tableOf).join('\n\n'),
);
process.exit();
