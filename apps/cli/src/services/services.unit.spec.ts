import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveAddresses, withoutPassword } from './addresses.js';
import { readRunFile, removeRunFile, writeRunFile, type RunningSystem } from './run-file.js';

const running: RunningSystem = {
  pid: process.pid,
  startedAt: '2026-11-22T12:00:00.000Z',
  provider: 'Debian packages',
  speed: 720,
  natsUrl: 'nats://127.0.0.1:1',
  databaseUrl: 'postgres://127.0.0.1:2/t',
  services: { collector: 'http://127.0.0.1:3' },
  marketplaceUrl: null,
  processes: { collector: { pid: 12, crashes: 0 } },
};

describe('the address of a service', () => {
  it('is what is said on the command line, else in the environment, else by the running system', () => {
    const collector = (options: object, env: object) => resolveAddresses(options, { ...env }, running).services.collector;
    expect(collector({ collectorUrl: 'http://a' }, { COLLECTOR_URL: 'http://b' })).toBe('http://a');
    expect(collector({}, { COLLECTOR_URL: 'http://b' })).toBe('http://b');
    expect(collector({}, { COLLECTOR_URL: '' })).toBe('http://127.0.0.1:3');
  });

  it('is unknown where nobody tells', () => {
    expect(resolveAddresses({}, {}, null)).toMatchObject({ services: { storage: null }, natsUrl: null, databaseUrl: null });
  });

  it('is shown without its password', () => {
    expect(withoutPassword('postgres://tape:secret@host:5432/tape')).toBe('postgres://tape@host:5432/tape');
    expect(withoutPassword('nats://127.0.0.1:4222')).toBe('nats://127.0.0.1:4222');
  });
});

describe('the run file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-file-'));

  it('tells others of a system while its launcher lives, and nobody else than its owner can read it', () => {
    writeRunFile(folder, running);
    expect(readRunFile(folder)).toEqual(running);
    expect(statSync(join(folder, 'run.json')).mode & 0o077).toBe(0);
    removeRunFile(folder);
    expect(readRunFile(folder)).toBeNull();
  });

  it.each([
    ['was left behind by a launcher that is gone', JSON.stringify({ ...running, pid: 2 ** 22 + 1 })],
    ['is broken', '{"pid":'],
  ])('counts as none when it %s', (_, text) => {
    writeFileSync(join(folder, 'run.json'), text);
    expect(readRunFile(folder)).toBeNull();
  });
});
