import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { dockerfileFaults } from './dockerfile-rules.js';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const dockerfile = await read('Dockerfile');

describe('the image', () => {
  it('is as a reviewer wants it', () => expect(dockerfileFaults(dockerfile)).toEqual([]));

  it.each<[RegExp, (text: string) => string]>([
    [/no exact version/, (text) => text.replace(/@sha256:\w+/, '')],
    [/no exact version/, (text) => text.replace(/node:[\w.-]+@/, 'node:latest@')],
    [/runs as root/, (text) => text.replace(/^USER .*$/m, '')],
    [/runs as node/, (text) => text.replace(/^USER .*$/m, 'USER node')],
    [/ADD/, (text) => text.replace('COPY . .', 'ADD . .')],
    [/a secret/, (text) => text.replace('ENV NODE_ENV=production', 'ENV NODE_ENV=production ADMIN_TOKEN=x')],
    [/how it does/, (text) => text.replace(/^HEALTHCHECK[^]*?\]\n/m, '')],
    [/a shell/, (text) => text.replace(/^CMD .*$/m, 'CMD node dist/main.js')],
    [/copied, never installed/, (text) => text.replace('USER 10001', 'RUN npm i\nUSER 10001')],
    [/label revision/, (text) => text.replace('image.revision', 'image.other')],
  ])('would not be, and that is told: %s', (fault, change) => {
    expect(change(dockerfile)).not.toBe(dockerfile);
    expect(dockerfileFaults(change(dockerfile)).join('\n')).toMatch(fault);
  });

  it('is built from nothing that was built, fetched, tested or written on this machine', async () => {
    const ignored = (await read('.dockerignore')).split('\n');
    for (const pattern of ['.git', '.tickettape', '**/node_modules', '**/dist', '**/.env', 'deploy', 'tests'])
      expect(ignored).toContain(pattern);
  });
});
