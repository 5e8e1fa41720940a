import { join } from 'node:path';
import { natsServer } from './nats/nats-server.js';
import { rememberedPort } from './ports.js';
import { postgresServer } from './postgres/postgres-server.js';
import { serverAccount } from './processes/account.js';
import type { Supervisor } from './processes/supervisor.js';
import type { Found, RunningServer } from './providers/provider.js';

/** Starts what was found, with its data below `folder`, and waits until it answers. */
export const startNats = async (found: Found, folder: string, supervisor: Supervisor): Promise<RunningServer> => {
  if (found.kind === 'service') return found.start();
  const { process, url, ready } = await natsServer(found.binFolder, join(folder, 'nats'), await rememberedPort(folder, 'nats'));
  supervisor.start(process);
  await supervisor.orFailure(ready());
  return { url, stop: stoppedBySupervisor };
};

/** Starts what was found, with its data below `folder`, and waits until its database exists. */
export const startPostgres = async (found: Found, folder: string, supervisor: Supervisor): Promise<RunningServer> => {
  if (found.kind === 'service') return found.start();
  const { process, url, ready } = await postgresServer({
    binFolder: found.binFolder,
    folder: join(folder, 'postgres'),
    port: await rememberedPort(folder, 'postgres'),
    account: await serverAccount(),
  });
  supervisor.start(process);
  await supervisor.orFailure(ready());
  return { url, stop: stoppedBySupervisor };
};

const stoppedBySupervisor = async (): Promise<void> => undefined;
