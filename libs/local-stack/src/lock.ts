import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { shortHash } from './folders.js';

/** Held until released or until this process ends, however it ends. */
export type Lock = { release: () => Promise<void> };

/** A holder that does not answer has just been killed, as a rule, and the system needs a moment to notice. */
const dyingMs = 2_000;

/**
 * Takes the lock named by `path`, or says which process holds it.
 * The lock is a listening socket, because the system closes that when its owner dies, so it is never stale.
 */
export const tryLock = async (path: string): Promise<Lock | { heldBy: number | null }> => {
  const address = addressOf(path);
  const deadline = performance.now() + dyingMs;
  for (;;) {
    const server = await listen(address);
    if (server) return { release: () => close(server) };
    const heldBy = await ownerOf(address);
    if (heldBy !== null || performance.now() > deadline) return { heldBy };
    await delay(50);
  }
};

/** Waits for as long as another process holds the lock; `onWait` is told once who it is. */
export const waitForLock = async (path: string, onWait: (pid: number | null) => void): Promise<Lock> => {
  for (let told = false; ;) {
    const lock = await tryLock(path);
    if ('release' in lock) return lock;
    if (!told) onWait(lock.heldBy);
    told = true;
    await delay(200);
  }
};

const account = process.getuid?.() ?? 0;

// An abstract socket of Linux leaves no file behind; elsewhere its file may. Names are bounded, hence the hash.
const addressOf = (path: string): string =>
  process.platform === 'linux'
    ? `\0tickettape-${account}-${shortHash(path)}`
    : join(tmpdir(), `tickettape-${account}-${shortHash(path)}.lock`);

const listen = async (address: string): Promise<Server | null> => {
  const server = await tryListen(address);
  if (server || address.startsWith('\0') || (await ownerOf(address)) !== null) return server;
  await rm(address, { force: true });
  return tryListen(address);
};

const tryListen = (address: string): Promise<Server | null> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(String(process.pid)));
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server.unref()));
  });

const ownerOf = (address: string): Promise<number | null> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Number(answer) || null));
  });

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
