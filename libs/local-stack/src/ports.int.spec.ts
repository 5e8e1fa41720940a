import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, parsePort, rememberedPort } from './ports.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tickettape-ports-'));
});
afterAll(() => rm(folder, { recursive: true }));

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });

describe('a remembered port', () => {
  it('is the same in the next run', async () => {
    expect(await rememberedPort(folder, 'nats')).toBe(await rememberedPort(folder, 'nats'));
  });

  it('is another when somebody else took it meanwhile, and that one is remembered', async () => {
    const before = await rememberedPort(folder, 'nats');
    const thief = await listenOn(before);
    const after = await rememberedPort(folder, 'nats');
    thief.close();
    expect(after).not.toBe(before);
    expect(await readFile(join(folder, 'nats.port'), 'utf8')).toBe(`${after}\n`);
  });

  it('is chosen anew when the note is damaged', async () => {
    await writeFile(join(folder, 'nats.port'), 'half a po');
    expect(await rememberedPort(folder, 'nats')).toBeGreaterThan(1023);
  });
});

describe('a port', () => {
  it('is below those the system gives out', async () => expect(await freePort()).toBeLessThan(32_000));

  it.each(['', '80', '70000', '-4222', '4222x', '4222.5'])('is not written %j', (text) => expect(parsePort(text)).toBeUndefined());
});
