import { readConfig } from '@tickettape/config';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CollectorConfig } from './config.js';
import { aGate } from './politeness/host-gate.examples.js';
import { openSources } from './sources/sources.js';

const read = (env: Record<string, string>) => readConfig(CollectorConfig, { SOURCE_URL: 'http://127.0.0.1:8181', ...env });
const open = (env: Record<string, string>) => openSources(read(env), { now: Date.now, gates: { open: () => aGate().gate }, env: {} });
const live = { SOURCE_URL: 'https://pro.example.com', CONTACT: 'ops@example.com', SOURCE_AUTHORIZED_BY: 'the seller of the account' };

describe('the configuration', () => {
  it('has the defaults of a polite stranger', () => {
    expect(read({})).toMatchObject({
      SWEEP_INTERVAL_SECONDS: 14_400,
      INTERVAL_SPEED: 1,
      REQUEST_DELAY_MIN_SECONDS: 2,
      SOURCE_METHOD: 'GET',
    });
  });

  it.each([
    [{ SOURCE_URL: 'ftp://127.0.0.1/' }, 'SOURCE_URL'],
    [{ SOURCE_URL: 'http://pro.example.com' }, 'SOURCE_URL: must begin with https://'],
    [{ SOURCE_URL: 'https://me:planted@pro.example.com' }, 'SOURCE_URL: must hold no user or password'],
    [{ ...live, INTERVAL_SPEED: '2' }, 'INTERVAL_SPEED: must be 1'],
    [{ SOURCE_URL: '' }, 'SOURCE_URL: must be set unless SOURCES_FILE is'],
    [{ SWEEP_INTERVAL_SECONDS: '0' }, 'SWEEP_INTERVAL_SECONDS'],
    [{ REQUEST_DELAY_MIN_SECONDS: '9' }, 'REQUEST_DELAY_MAX_SECONDS: must not be below'],
    [{ CONTACT: 'two words\r\nx: y' }, 'CONTACT'],
  ])('refuses %j and names the variable, not its value', (env, message) => {
    expect(() => read(env)).toThrow(message);
    expect(() => read(env)).not.toThrow('planted');
  });
});

describe('the sources', () => {
  it('need somebody who answers for a host elsewhere', async () => {
    for (const missing of ['CONTACT', 'SOURCE_AUTHORIZED_BY']) {
      await expect(open({ ...live, [missing]: '' })).rejects.toMatchObject({ code: 'SOURCE_UNAUTHORIZED' });
    }
    expect((await open(live)).get('stubhub')).toMatchObject({ name: 'stubhub', pace: { sweepFloorMs: 60_000, speed: 1 } });
    expect((await open({ INTERVAL_SPEED: '720' })).get('stubhub')).toMatchObject({ kind: 'stubhub-pro', pace: { speed: 720 } });
  });

  it('name a file of headers that cannot be read, never its content', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'collector-')), 'headers.json');
    for (const content of ['planted', '{"cookie":["planted"]}', '{"coo kie":"planted"}']) {
      writeFileSync(file, content);
      const opened = open({ SOURCE_HEADERS_FILE: file });
      await expect(opened).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.not.stringContaining('planted') });
    }
    writeFileSync(file, '{"cookie":"planted"}');
    await expect(open({ SOURCE_HEADERS_FILE: file })).resolves.toBeDefined();
  });
});
