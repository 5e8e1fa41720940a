import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { askForServer, programEnv } from '@tickettape/testing';
import type { IContainer } from 'kubernetes-models/v1/Container';
import { parse } from 'yaml';
import { k8sFolder } from '../deploy/build-manifests.js';
import { workloadsOf, type Manifest } from '../deploy/manifest.js';

const run = promisify(execFile);
const cliFolder = fileURLToPath(new URL('../../apps/cli', import.meta.url));

const programs = { ...programEnv, NODE_ENV: 'production' };

/** `tape`, as the image of the command line runs it. */
export const runTape = (args: string[], env: NodeJS.ProcessEnv) =>
  run(process.execPath, ['bin/tape.mjs', ...args], { cwd: cliFolder, env: { ...programs, ...env } });

const containersOf = async (job: string): Promise<IContainer[]> => {
  const manifest = parse(await readFile(`${k8sFolder}/base/jobs/${job}.yaml`, 'utf8')) as Manifest;
  const { initContainers = [], containers } = workloadsOf([manifest])[0]!.template.spec!;
  return [...initContainers, ...containers];
};

/** Runs both containers of the CronJob `backup-tape` as it has them, with `folder` for its volume; gives the archive. */
export const backUpTape = async (folder: string, env: NodeJS.ProcessEnv): Promise<string> => {
  for (const { args = [] } of await containersOf('backup-tape'))
    await run(
      process.execPath,
      args.map((arg) => arg.replace(/^\/backup\//, `${folder}/`)),
      { cwd: cliFolder, env: { ...programs, ...env } },
    );
  return join(folder, 'tape');
};

/** Runs the script of the CronJob `backup-database` as it stands there, with `folder` for its volume; gives the dump. */
export const dumpDatabase = async (folder: string, url: string): Promise<string> => {
  const [{ command }] = (await containersOf('backup-database')) as [IContainer];
  const secret = join(folder, 'url');
  await mkdir(folder, { recursive: true });
  await writeFile(secret, url);
  const [shell, flags, script] = command as [string, string, string];
  await run(shell, [flags, script.replaceAll('/backup/', `${folder}/`).replaceAll('/run/secrets/database/url', secret)], {
    env: await withPrograms(),
  });
  return join(
    folder,
    (await readdir(folder)).find((name) => name.endsWith('.dump'))!,
  );
};

/** The commands of docs/runbooks/disaster-recovery.md. */
export const restoreDatabase = async (dump: string, url: string): Promise<void> => {
  const env = await withPrograms();
  const psql = (...commands: string[]) =>
    run('psql', [url, '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((command) => ['-c', command])], { env });
  await psql('create extension if not exists timescaledb', 'select timescaledb_pre_restore()');
  await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${url}`, dump], { env });
  await psql('select timescaledb_post_restore()');
};

const withPrograms = async (): Promise<NodeJS.ProcessEnv> => {
  const programs = await askForServer('postgres-programs');
  if (!('binFolder' in programs)) throw new Error('a backup needs the programs of PostgreSQL');
  return { PATH: `${programs.binFolder}:${process.env['PATH']}` };
};
