import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `@tickettape/source` makes the libraries resolve to their sources, so no build comes before a test.
const conditions = ['@tickettape/source', 'module', 'node', 'development|production'];
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const ofKind = (kind: string) => [`{apps,libs}/*/src/**/*.${kind}.{ts,tsx}`, `tests/**/*.${kind}.ts`];

export default defineConfig({
  root: path('.'),
  cacheDir: path('node_modules/.vite'),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Pure code leaves nothing behind, so its specs share their modules: a third of the time.
      { extends: true, test: { name: 'unit', include: ofKind('unit.spec'), isolate: false } },
      {
        extends: true,
        test: { name: 'servers', include: ofKind('spec'), exclude: ofKind('unit.spec'), globalSetup: [path('tests/servers.ts')] },
      },
    ],
  },
});
