import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isLoopback, readConfig } from './index.js';

const Schema = z.object({ PORT: z.coerce.number().int().max(65_535).default(3000), WEBHOOK_URL: z.url().optional() });

describe('readConfig', () => {
  it('applies defaults and treats an empty variable as not set', () => {
    expect(readConfig(Schema, { PORT: '', WEBHOOK_URL: '' })).toEqual({ PORT: 3000 });
  });

  it('names every wrong variable and never prints a value', () => {
    const read = () => readConfig(Schema, { PORT: '99999999', WEBHOOK_URL: 'hunter2-secret' });
    expect(read).toThrow(/PORT: .*WEBHOOK_URL: /);
    expect(read).not.toThrow(/hunter2|99999999/);
  });
});

describe('a secret', () => {
  const Secrets = z.object({
    TOKEN: z.string().min(4).optional().describe('Secret: a token'),
    NAME: z.string().optional().describe('a name'),
  });
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tickettape-config-'));
    file = join(folder, 'token');
    writeFileSync(file, 'from a file\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('may come from a file, without the line break at its end', () => {
    expect(readConfig(Secrets, { TOKEN_FILE: file })).toEqual({ TOKEN: 'from a file' });
  });

  it('is refused where it comes twice or its file cannot be read', () => {
    expect(() => readConfig(Secrets, { TOKEN: 'given', TOKEN_FILE: file })).toThrow('TOKEN: set it or TOKEN_FILE, not both');
    expect(() => readConfig(Secrets, { TOKEN_FILE: join(folder, 'none') })).toThrow('TOKEN_FILE: must name a file');
  });

  it('is all that comes from files', () => {
    expect(readConfig(Secrets, { NAME_FILE: file })).toEqual({});
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1', '[::1]'])('accepts %s', (host) => expect(isLoopback(host)).toBe(true));
  it.each(['128.0.0.1', 'pro.stubhub.com', '0.0.0.0', 'localhost.example.com', '10.0.0.1', '::2', '127.0.0.1.nip.io'])(
    'refuses %s',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});
