import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { composeArguments, composeVariables } from './docker.js';

describe('the Docker provider', () => {
  it('gives every data folder a project of its own', () => {
    const project = (folder: string) => composeArguments(folder, 'up')[4];
    expect(project('/var/lib/tickettape/a')).toMatch(/^tickettape-[0-9a-f]{8}$/);
    expect(project('/var/lib/tickettape/a')).not.toBe(project('/var/lib/tickettape/b'));
  });

  it('acts on the compose file of this clone', async () => {
    const [compose, file, path, , , ...command] = composeArguments('/data', 'up', '--detach', '--wait', 'nats');
    expect([compose, file, ...command]).toEqual(['compose', '--file', 'up', '--detach', '--wait', 'nats']);
    expect(await readFile(path!, 'utf8')).toContain('services:');
  });

  it('gives the compose file every variable it asks for, and publishes on loopback only', async () => {
    const text = await readFile(composeArguments('/data')[2]!, 'utf8');
    const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    expect(new Set(Object.keys(composeVariables({ nats: 4222, postgres: 5432 })))).toEqual(asked);
    expect([...text.matchAll(/ports: \['([^:]+):/g)].map(([, address]) => address)).toEqual(['127.0.0.1', '127.0.0.1']);
  });
});
