import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CollectorConfig } from '../../config.js';
import { aGate } from '../../politeness/host-gate.examples.js';
import { openSources } from '../sources.js';
import type { PaceSettings } from './entry.js';
import { parseSources } from './parse-sources.js';

const parse = (text: string) => parseSources(text, 'sources.yaml');
const two = `
sources:
  - name: pro
    kind: stubhub-pro
    url: https://pro.example.com
    authorizedBy: the seller of the account
    contact: ops@example.com
    headers:
      cookie: { file: cookie.txt }
      x-key: { env: EXAMPLE_KEY }
  - { name: here, kind: stubhub-pro, url: 'http://127.0.0.1:8181', method: PUT }
`;

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
writeFileSync(join(folder, 'cookie.txt'), 'planted-cookie\n');
let files = 0;

const open = async (text: string, env: Record<string, string> = {}) => {
  const file = join(folder, `${(files += 1)}.yaml`);
  writeFileSync(file, text);
  const opened: [string, PaceSettings | undefined][] = [];
  const gates = { open: (url: URL, pace?: PaceSettings) => (opened.push([url.host, pace]), aGate().gate) };
  const config = CollectorConfig.parse({ SOURCES_FILE: file, ...env });
  const sources = await openSources(config, { now: Date.now, gates, env: { EXAMPLE_KEY: 'planted-key', ...env } });
  return { sources, opened };
};

describe('the file of sources', () => {
  it('names several sources beside the one of the environment', async () => {
    const { sources } = await open(two, { SOURCE_URL: 'http://127.0.0.1:1' });
    expect([...sources.values()].map(({ name, kind }) => [name, kind])).toEqual([
      ['stubhub', 'stubhub-pro'],
      ['pro', 'stubhub-pro'],
      ['here', 'stubhub-pro'],
    ]);
  });

  it.each([
    ['sources:\n  - name: a b\n    kind: stubhub-pro\n    url: http://127.0.0.1', '2:5', 'sources[0].name: must be 1 to 128 letters'],
    ['sources:\n  - name: a\n    kind: html5\n    url: http://127.0.0.1', '3:5', 'kind must be one of stubhub-pro'],
    ['sources:\n  - name: a\n    kind: stubhub-pro', '2:5', 'sources[0].url'],
    ['sources:\n  - name: a\n    kind: stubhub-pro\n    url: ftp://x', '4:5', 'must be an address that begins with https://'],
    ['sources:\n  - name: a\n    kind: stubhub-pro\n    url: http://pro.example.com', '4:5', 'must begin with https:// unless'],
    ['sources:\n  - name: a\n    kind: stubhub-pro\n    url: https://planted:x@e.com', '4:5', 'must hold no user or password'],
    [
      'sources:\n  - name: a\n    kind: stubhub-pro\n    url: https://{eventId}.example.com/',
      '4:5',
      'must name its host without placeholders',
    ],
    [
      'sources:\n  - name: a\n    kind: stubhub-pro\n    url: http://127.0.0.1\n    colour: planted',
      '5:5',
      'sources[0].colour: is not known here',
    ],
    [
      'sources:\n  - name: a\n    kind: stubhub-pro\n    url: http://127.0.0.1\n    headers:\n      cookie: planted',
      '6:7',
      'values have no place here',
    ],
    [
      'sources:\n  - name: a\n    kind: stubhub-pro\n    url: http://127.0.0.1\n    headers:\n      User-Agent: { env: X }',
      '6:7',
      'is not a header that may be set',
    ],
    ['sources: []', '1:1', 'sources'],
    ['sources: [\n  a', '2:4', ''],
    ['sources: &a [*a, *a]', '1:14', 'sources[0]'],
    ['sources: [*a]', '1:', ''],
    ['', '1:1', 'is empty: it begins with `sources:`'],
    ['[]', '1:1', 'the file'],
    ['sources:\n  - name: a\n    name: b', '3:5', 'unique'],
  ])('tells a fault by line and column and never a value: %j', (text, place, rule) => {
    expect(() => parse(text)).toThrow(`sources.yaml:${place}`);
    expect(() => parse(text)).toThrow(rule);
    expect(() => parse(text)).not.toThrow('planted');
  });

  it('tells every fault at once', () => {
    expect(() => parse('sources:\n  - { name: "", kind: stubhub-pro, url: x }')).toThrow(/2:7 .*name.*2:36 .*url/);
  });

  it('refuses two sources of one name', async () => {
    const here = '{ name: stubhub, kind: stubhub-pro, url: "http://127.0.0.1:8181" }';
    expect(() => parse(`sources:\n  - ${here}\n  - ${here}`)).toThrow('two sources of one name');
    await expect(open(`sources: [${here}]`, { SOURCE_URL: 'http://127.0.0.1:1' })).rejects.toThrow('two sources are named stubhub');
  });

  it('needs somebody who answers for each source elsewhere', async () => {
    await expect(open(two.replace(/ +authorizedBy.*\n/, ''))).rejects.toMatchObject({
      code: 'SOURCE_UNAUTHORIZED',
      message: expect.stringContaining('pro'),
    });
    await expect(open(two.replace(/ +contact.*\n/, ''))).rejects.toMatchObject({ code: 'SOURCE_UNAUTHORIZED' });
    await expect(open(two.replace(/ +contact.*\n/, ''), { CONTACT: 'ops@example.com' })).resolves.toBeDefined();
  });

  it('takes secrets from files beside it and from the environment, and names what is missing', async () => {
    await expect(open(two, { EXAMPLE_KEY: '' })).rejects.toThrow(
      'header x-key of source pro: the environment variable EXAMPLE_KEY must hold',
    );
    await expect(open(two.replace('EXAMPLE_KEY', 'NO_KEY'))).rejects.toMatchObject({
      message: expect.stringContaining('header x-key of source pro: the environment variable NO_KEY is not set'),
      fix: expect.stringContaining('NO_KEY'),
    });
    await expect(open(two.replace('cookie.txt', 'none.txt'))).rejects.toMatchObject({
      message: expect.stringContaining('header cookie of source pro: the file none.txt cannot be read'),
      fix: expect.stringContaining('none.txt'),
    });
    await expect(open(two, { EXAMPLE_KEY: 'planted\r\nx: y' })).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('planted') }),
    );
  });

  it('says where there is no file', async () => {
    const config = CollectorConfig.parse({ SOURCES_FILE: join(folder, 'none.yaml') });
    const opening = openSources(config, { now: Date.now, gates: { open: () => aGate().gate }, env: {} });
    await expect(opening).rejects.toMatchObject({ code: 'SOURCES_INVALID', message: expect.stringContaining('none.yaml cannot be read') });
  });

  it('asks a host that two sources share as the stricter of them asks', async () => {
    const at = (name: string, pace: string) => `  - { name: ${name}, kind: stubhub-pro, url: 'http://127.0.0.1:8181', pace: ${pace} }\n`;
    const { opened } = await open(
      `sources:\n${at('a', '{ requestsPerMinute: 9, delaySeconds: [1, 2], silence: { requests: 9, quietSeconds: 5 } }')}${at('b', '{ requestsPerMinute: 20, delaySeconds: [0, 8], burst: 3, silence: { requests: 20, quietSeconds: 60 } }')}`,
    );
    expect(opened.map(([, pace]) => pace)).toEqual(
      Array(2).fill({ requestsPerMinute: 9, delaySeconds: [1, 8], burst: 3, silence: { requests: 9, quietSeconds: 60 } }),
    );
  });
});
