import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Below the range from which systems give out ports for connections and for `listen(0)`, so nobody gets one of ours by chance. */
const range = { from: 20_000, to: 32_000 };

/** Given out by this process, whose owner may not listen yet. */
const given = new Set<number>();

/** A port of the loopback interface on which nothing listens. */
export const freePort = async (preferred?: number): Promise<number> => {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
};

/** The port `name` had in this folder before, when it is still free; a new one is remembered. */
export const rememberedPort = async (folder: string, name: string): Promise<number> => {
  const file = join(folder, `${name}.port`);
  const before = parsePort(await readFile(file, 'utf8').catch(() => ''));
  const port = await freePort(before);
  if (port !== before) await writeFile(file, `${port}\n`);
  return port;
};

/** undefined for anything but a port number an ordinary user may listen on. */
export const parsePort = (text: string): number | undefined => {
  const port = /^\d{4,5}\s*$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : undefined;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
