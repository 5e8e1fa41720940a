import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openTemporaryFolder } from '@tickettape/local-stack';
import { until } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredAnswers } from './system/admin-answers.js';
import { lastJson, tape, type TapeCommand } from './system/tape-command.js';

type Summary = {
  events: number;
  sweeps: Record<string, number>;
  rows: Record<string, number>;
  digestMismatches: number;
  caughtUp: boolean;
  durationSeconds: number;
};

let parent: string;
let folder: string;
let env: NodeJS.ProcessEnv;
let running: TapeCommand | undefined;

beforeAll(async () => {
  parent = await mkdtemp(join(await openTemporaryFolder(), 'tickettape-run-'));
  await chmod(parent, 0o755);
  folder = join(parent, 'data');
  const { NATS_URL: _nats, DATABASE_URL: _database, SHEET: _sheet, SOURCE_URL: _source, INIT_CWD: _folder, ...rest } = process.env;
  env = { ...rest, TICKETTAPE_DATA_DIR: folder };
});
afterAll(async () => {
  running?.kill('SIGTERM');
  await running?.ended;
  await rm(parent, { recursive: true, force: true });
});

const start = async (...args: string[]): Promise<number[]> => {
  const command = (running = tape(['run', ...args], env));
  const ended = command.ended.then((code) => Promise.reject(new Error(`ended with ${code}:\n${command.stderr()}`)));
  const ready = until(() => existsSync(join(folder, 'run.json')), { timeoutMs: 150_000, label: 'the system runs' });
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  const { processes } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { processes: Record<string, { pid: number }> };
  return Object.values(processes).map(({ pid }) => pid);
};

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

const finished = async (args: string[]) => {
  const command = tape(args, env);
  return { code: await command.ended, stdout: command.stdout(), stderr: command.stderr() };
};

const looksOf = ({ sweeps }: Summary) => Object.values(sweeps).reduce((sum, count) => sum + count, 0);

describe('tape run', () => {
  let first: Summary;

  it('runs the whole system, the other commands find it, every service answers as declared, and SIGTERM ends it in order with nothing left behind', async () => {
    const pids = await start('--json', '--speed', '2000');
    const status = await finished(['status', '--json']);
    expect([status.code, lastJson(status.stdout)]).toMatchObject([0, { healthy: true }]);
    const scrape = await finished(['scrape', '--json']);
    expect(lastJson<{ sweeps: unknown[] }>(scrape.stdout).sweeps).toHaveLength(6);
    const sync = await finished(['sync-events', '--json']);
    expect(lastJson(sync.stdout)).toMatchObject({ outcome: 'synced', rejections: [{ tab: 'Events', severity: 'rejected' }] });

    const { services } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { services: Record<string, string> };
    for (const [service, path, declared] of declaredAnswers) {
      const answer = (await (await fetch(`${services[service]}${path}`)).json()) as unknown;
      expect(declared.safeParse(answer).data, path).toEqual(answer);
    }

    running!.kill('SIGTERM');
    expect(await running!.ended).toBe(0);
    first = lastJson<Summary>(running!.stdout());
    expect(first).toMatchObject({ events: 6, digestMismatches: 0, caughtUp: true });
    expect(first.sweeps['complete']).toBeGreaterThanOrEqual(6);
    expect(first.rows['sweeps']).toBe(looksOf(first));
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
  }, 240_000);

  it('goes on with the same data for as long as it was told', async () => {
    const pids = await start('--for', '3s', '--json', '--speed', '2000');
    expect(await running!.ended).toBe(0);
    const second = lastJson<Summary>(running!.stdout());
    expect(second).toMatchObject({ events: 6, digestMismatches: 0, caughtUp: true });
    expect(second.durationSeconds).toBeGreaterThanOrEqual(3);
    expect(looksOf(second)).toBeGreaterThanOrEqual(looksOf(first));
    expect(pids.filter(isAlive)).toEqual([]);
  }, 240_000);

  it('takes its children along when it is killed', async () => {
    const pids = await start('--json');
    running!.kill('SIGKILL');
    expect(await running!.ended).toBeNull();
    await until(() => !pids.some(isAlive), { timeoutMs: 20_000, label: 'nothing is left' });
    expect((await finished(['status'])).stderr).toContain('NOT_RUNNING');
  }, 240_000);
});

describe('tape', () => {
  it.each([
    ['an unknown option', ['run', '--fast'], 2, '--help'],
    ['an unknown command', ['rum'], 2, 'Did you mean run?'],
    [
      'a source that nobody authorised',
      ['run', '--source-url', 'https://pro.example.com', '--sheet', 'package.json'],
      1,
      'fix: Set SOURCE_AUTHORIZED_BY',
    ],
    ['a source without a sheet', ['run', '--source-url', 'http://127.0.0.1:1'], 1, '--sheet: required'],
    ['a system that does not run', ['status'], 1, 'error NOT_RUNNING'],
  ])('says what is wrong with %s', async (_, args, code, message) => {
    const result = await finished(args);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
  });
});
