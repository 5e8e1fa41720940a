import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectTape } from '@tickettape/jetstream';
import { openTemporaryFolder } from '@tickettape/local-stack';
import { freshDatabase, freshNats, until, type FreshDatabase, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const page = readFileSync(join(root, 'docs/how-to/add-a-source.md'), 'utf8');
/** The address that the page names; the shop of the test is elsewhere. */
const written = 'http://127.0.0.1:8181';

type Step = { kind: string; text: string; file: string | null; fails: boolean };

/** What the page tells a person to do, in its order: files to write, commands to run, and what they then see. */
const stepsOf = (markdown: string): Step[] =>
  [...markdown.matchAll(/(?:<!-- (file: \S+|fails) -->\n\n)?```(\w+)\n([^]*?)```/g)].map(([, note = '', kind, text]) => ({
    kind: kind!,
    text: text!,
    file: note.startsWith('file: ') ? note.slice('file: '.length) : null,
    fails: note === 'fails',
  }));

let folder: string;
let nats: FreshNats;
let database: FreshDatabase;
let shop: { url: string; stop: () => void } | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(await openTemporaryFolder(), 'tickettape-how-to-'));
  await chmod(folder, 0o755);
  [nats, database, shop] = await Promise.all([freshNats(), freshDatabase(), startShop()]);
}, 120_000);
afterAll(async () => {
  shop?.stop();
  await Promise.all([nats.stop(), database.drop(), rm(folder, { recursive: true, force: true })]);
});

/** What `npm run simulator` starts, on a free port. */
const startShop = async (): Promise<{ url: string; stop: () => void }> => {
  const { simulatorEnv } = (await import(join(root, 'scripts/simulator-env.mjs'))) as { simulatorEnv: Record<string, string> };
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: join(root, 'apps/marketplace'),
    env: { ...process.env, ...simulatorEnv, PORT: '0' },
  });
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  const url = await until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? false, { timeoutMs: 60_000, label: 'the shop is open' });
  return { url: String(url), stop: () => void child.kill() };
};

type Ran = { code: number; output: string };

/** In a shell, where the person stands; `npx tape` and `npm start` are those of this clone. */
const run = (command: string): Promise<Ran> => {
  const tape = `"${process.execPath}" "${join(root, 'apps/cli/bin/tape.mjs')}"`;
  const line = command
    .trim()
    .replaceAll(written, shop!.url)
    .replace(/^npx tape/, tape)
    .replace(/^npm start --/, `${tape} run`);
  const env = {
    PATH: process.env['PATH'],
    INIT_CWD: folder,
    TICKETTAPE_DATA_DIR: join(folder, 'data'),
    NATS_URL: nats.url,
    DATABASE_URL: database.url,
  };
  return new Promise((done) =>
    execFile('sh', ['-c', line], { cwd: folder, env, maxBuffer: 16_000_000 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), output: `${stdout}\n${stderr}` }),
    ),
  );
};

describe('docs/how-to/add-a-source.md, followed to the letter', () => {
  const steps = stepsOf(page);

  it('has steps to follow', () => {
    expect(steps.filter(({ file }) => file !== null).map(({ file }) => file)).toEqual([
      'my-shop.yaml',
      'slip.yaml',
      'my-shop.yaml',
      'events.csv',
    ]);
    expect(steps.filter(({ kind }) => kind === 'sh')).toHaveLength(8);
  });

  it('leads from an empty file to sweeps on the tape', async () => {
    let last: Ran = { code: 0, output: '' };
    for (const { kind, text, file, fails } of steps) {
      if (file !== null) await writeFile(join(folder, file), text.replaceAll(written, shop!.url));
      else if (kind === 'sh' && !text.startsWith('npm run simulator')) {
        last = await run(text);
        expect(last, text).toMatchObject({ code: fails ? 1 : 0 });
      } else if (kind === 'text') for (const line of text.trim().split('\n')) expect(last.output).toContain(line);
    }
    expect(existsSync(join(folder, 'answer.json'))).toBe(true);
    expect(await looksOnTape()).toMatchObject({ 'book.my-shop.5010000011': expect.any(Number) });
    const summary = JSON.parse(
      last.output
        .trim()
        .split('\n')
        .findLast((line) => line.startsWith('{'))!,
    ) as { sweeps: Record<string, number> };
    expect(summary.sweeps['complete']).toBeGreaterThan(0);
  }, 900_000);
});

const looksOnTape = async (): Promise<Record<string, number>> => {
  const tape = await connectTape({ servers: nats.url, name: 'spec' });
  try {
    return (await tape.jsm.streams.info('BOOKS', { subjects_filter: '>' })).state.subjects ?? {};
  } finally {
    await tape.nc.close();
  }
};
