import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs `work` while no other process of this account runs anything under the same `name`.
 * The lock is an abstract socket, which Linux closes with its owner; elsewhere nothing is locked.
 */
export const exclusively = async (name, onWait, work) => {
  const server = await acquire(name, onWait);
  try {
    return await work();
  } finally {
    server?.close();
  }
};

const acquire = async (name, onWait) => {
  const address = `\0tickettape-${process.getuid?.()}-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  for (let told = false; ; told = true) {
    const outcome = await listen(address);
    if (outcome !== 'taken') return outcome;
    if (!told) onWait();
    await delay(200);
  }
};

const listen = (address) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code === 'EADDRINUSE' ? 'taken' : null));
    if (process.platform === 'linux') server.listen(address, () => resolve(server.unref()));
    else resolve(null);
  });
