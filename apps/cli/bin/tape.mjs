#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  console.error(
    `error NODE_TOO_OLD: this is Node ${process.versions.node}, and 24.11.1 or newer is needed\nfix: Run \`npx tape\`, which uses the packaged one`,
  );
  process.exit(1);
}

// React measures every render, and keeps the measures, unless it is told that this is not development.
process.env.NODE_ENV ??= 'production';

if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  console.error('error NOT_BUILT: tickettape is not built yet\nfix: Run `npm start` once, or `npm run build`');
  process.exit(1);
}
await import('../dist/main.js');
