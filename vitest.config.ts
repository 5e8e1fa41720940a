import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `@tickettape/source` makes the libraries resolve to their sources, so no build comes before a test.
const conditions = ['@tickettape/source', 'module', 'node', 'development|production'];
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('.'),
  cacheDir: path('node_modules/.vite'),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{apps,libs}/*/src/**/*.spec.{ts,tsx}', 'tests/**/*.spec.ts'],
    globalSetup: [path('tests/servers.ts')],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
