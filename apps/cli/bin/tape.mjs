#!/usr/bin/env node
import { existsSync } from 'node:fs';

// React measures every render, and keeps the measures, unless it is told that this is not development.
process.env.NODE_ENV ??= 'production';

if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  console.error('error NOT_BUILT: tickettape is not built yet\nfix: Run `npm start` once, or `npm run build`');
  process.exit(1);
}
await import('../dist/main.js');
