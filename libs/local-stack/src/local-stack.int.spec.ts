import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { cacheFolder } from './folders.js';
import { startLocalStack, type LocalStack, type LocalStackOptions } from './local-stack.js';
import { makeOpenFolder, openTemporaryFolder } from './open-folder.js';
import { currentOwner } from './owner.js';
import { serverAccount, type Account } from './processes/account.js';
import { isRunning } from './processes/leftovers.js';
import { run } from './processes/run.js';
import { findServers } from './providers/find-servers.js';

const clone = fileURLToPath(new URL('../../../', import.meta.url));
const env = { ...process.env, NATS_URL: '', DATABASE_URL: '' };
const found = await findServers({ env, dataFolder: '/tmp', onStep: console.error }).catch(() => null);
// Containers are not processes of ours: what is specified here is left to the engine there.
const areOurs = found?.nats.kind === 'programs' && found.postgres.kind === 'programs';

let parent: string;
let folder: string;
let number = 0;

beforeAll(async () => {
  parent = await mkdtemp(join(await openTemporaryFolder(), 'tickettape-stack-'));
  await chmod(parent, 0o755);
});
beforeEach(() => {
  folder = join(parent, String((number += 1)));
});
afterAll(() => rm(parent, { recursive: true }));

const start = async (options: Partial<LocalStackOptions> = {}, dataFolder = folder): Promise<LocalStack> => {
  const stack = await startLocalStack({ clone, env: { ...env, TICKETTAPE_DATA_DIR: dataFolder }, ...options });
  onTestFinished(() => stack.stop());
  return stack;
};

describe.runIf(areOurs)('the local stack', () => {
  it('is a NATS server and a TimescaleDB as the tape needs them, on loopback', async () => {
    const stack = await start();
    const nats = await natsOf(stack);
    expect(nats.info).toMatchObject({ jetstream: true, max_payload: 8 * 1024 * 1024 });
    expect((await (await jetstreamManager(nats)).getAccountInfo()).api.level).toBeGreaterThanOrEqual(2);
    expect(await query(stack, `select default_version from pg_available_extensions where name = 'timescaledb'`)).toHaveLength(1);
    expect([new URL(stack.natsUrl).hostname, new URL(stack.databaseUrl).hostname]).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('keeps data and ports over a restart, until it is told to forget', async () => {
    const first = await start();
    await remember(first);
    await first.stop();

    const second = await start();
    expect([second.natsUrl, second.databaseUrl]).toEqual([first.natsUrl, first.databaseUrl]);
    expect(await recall(second)).toEqual(['kept', 'kept']);
    await second.stop();

    expect(await recall(await start({ fresh: true }))).toEqual([null, null]);
  });

  it('starts a killed server again on its port with its data', async () => {
    const stack = await start();
    await remember(stack);
    for (const { pid } of stack.supervisor.status()) process.kill(pid!, 'SIGKILL');
    await vi.waitFor(async () => expect(await recall(stack)).toEqual(['kept', 'kept']), { timeout: 10_000, interval: 100 });
    expect(stack.supervisor.status().map(({ crashes }) => crashes > 0)).toEqual([true, true]);
  });

  it('runs once per clone, and the second run names the first', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'LOCAL_STACK_BUSY', message: expect.stringContaining(`process ${process.pid} `) });
  });

  it('runs beside that of another clone', async () => {
    const [one, other] = await Promise.all([start(), start({}, join(parent, 'other'))]);
    await remember(one);
    expect([await recall(one), await recall(other)]).toEqual([
      ['kept', 'kept'],
      [null, null],
    ]);
  });

  it('leaves no process behind when it stops', async () => {
    const stack = await start();
    const pids = stack.supervisor.status().map(({ pid }) => pid!);
    await Promise.all([stack.stop(), stack.stop()]);
    expect(pids.map(isRunning)).toEqual([false, false]);
    expect(await readdir(join(folder, 'run'))).toEqual([]);
  });

  it('leaves no process behind when its launcher is killed, and starts again over the wreck', async () => {
    const { launcher, stack } = await launch(folder);
    await remember(stack);
    const pids = await notedPids(folder);
    launcher.kill('SIGKILL');

    expect(await recall(await start())).toEqual(['kept', 'kept']);
    expect(pids.map(isRunning)).toEqual([false, false]);
  });

  it('stops in order when its launcher is asked to', async () => {
    const { launcher } = await launch(folder);
    const pids = await notedPids(folder);
    const exited = once(launcher, 'exit');
    launcher.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(pids.map(isRunning)).toEqual([false, false]);
  });

  it('refuses a folder with files of somebody else', async () => {
    await makeOpenFolder(folder);
    await writeFile(join(folder, 'thesis.txt'), 'the only copy');
    await expect(start({ fresh: true })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await readdir(folder)).toEqual(['thesis.txt']);
  });
});

const account = areOurs ? await serverAccount() : null;
const clonesAreOpen = account !== null && (await canEnter(join(clone, 'node_modules'), account));

describe.runIf(clonesAreOpen)('the local stack of an ordinary account', () => {
  it('comes up, keeps its data and stops', async () => {
    await makeOpenFolder(folder);
    await run('chown', [`${account!.uid}:${account!.gid}`, folder]);
    const first = await launch(folder, account);
    await remember(first.stack);
    first.launcher.kill('SIGTERM');
    await once(first.launcher, 'exit');

    const second = await launch(folder, account);
    expect(await recall(second.stack)).toEqual(['kept', 'kept']);
  });
});

type Urls = Pick<LocalStack, 'natsUrl' | 'databaseUrl'>;

/** Starts the stack from a process of its own, which is killed with the test. */
const launch = async (dataFolder: string, as: Account | null = null): Promise<{ launcher: ChildProcess; stack: Urls }> => {
  const script = `
    import { startLocalStack } from '${new URL('../dist/index.js', import.meta.url).href}';
    const stack = await startLocalStack({ clone: '${clone}', env: process.env });
    process.on('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
    console.log(JSON.stringify({ natsUrl: stack.natsUrl, databaseUrl: stack.databaseUrl }));
    setInterval(() => undefined, 1000);`;
  const identity = as ? { uid: as.uid, gid: as.gid } : {};
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...env, TICKETTAPE_DATA_DIR: dataFolder, TICKETTAPE_CACHE_DIR: cacheFolder(currentOwner(env)) },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...identity,
  });
  onTestFinished(() => void launcher.kill('SIGKILL'));
  const ended = once(launcher, 'exit').then(([code]) => Promise.reject(new Error(`the launcher ended with ${code}`)));
  const [line] = (await Promise.race([once(launcher.stdout, 'data'), ended])) as [Buffer];
  ended.catch(() => undefined);
  return { launcher, stack: JSON.parse(line.toString()) as Urls };
};

const notedPids = async (dataFolder: string): Promise<number[]> => {
  const notes = await readdir(join(dataFolder, 'run'));
  return Promise.all(notes.map(async (note) => parseInt(await readFile(join(dataFolder, 'run', note), 'utf8'), 10)));
};

const natsOf = async ({ natsUrl }: Urls): Promise<NatsConnection> => {
  const nats = await connect({ servers: natsUrl, reconnect: false });
  onTestFinished(() => nats.close());
  return nats;
};

const query = async ({ databaseUrl }: Urls, text: string): Promise<object[]> => {
  const client = new Client({ connectionString: databaseUrl });
  // A server that is killed under a connection is part of what is tested.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end();
  }
};

const remember = async (stack: Urls): Promise<void> => {
  const nats = await natsOf(stack);
  await (await jetstreamManager(nats)).streams.add({ name: 'KEPT', subjects: ['kept'] });
  await jetstream(nats).publish('kept', 'kept');
  await query(stack, `create table kept as select 'kept' as word`);
};

/** What `remember` has left on each server; null where there is nothing of it. */
const recall = async (stack: Urls): Promise<(string | null)[]> => {
  const manager = await jetstreamManager(await natsOf(stack));
  const message = await manager.streams.getMessage('KEPT', { last_by_subj: 'kept' }).catch(() => null);
  const tables = await query(stack, `select from pg_tables where tablename = 'kept'`);
  const rows = tables.length > 0 ? ((await query(stack, 'select word from kept')) as { word: string }[]) : [];
  return [message?.string() ?? null, rows[0]?.word ?? null];
};

async function canEnter(path: string, as: Account): Promise<boolean> {
  return run('test', ['-x', path], { account: as, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
