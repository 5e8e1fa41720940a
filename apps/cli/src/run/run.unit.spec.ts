import { describe, expect, it } from 'vitest';
import { chooseMarket } from './market.js';
import { serviceEnvironment } from './service-environment.js';
import { locateSheet } from './sheet-location.js';

describe('the market that is watched', () => {
  it('is the simulator unless a source is named', () => {
    expect(chooseMarket({}, {})).toEqual({ kind: 'simulator', sheet: null });
    expect(chooseMarket({ sheet: 'events.csv' }, {})).toEqual({ kind: 'simulator', sheet: 'events.csv' });
  });

  it('may be any source on this machine, with a sheet that names its events', () => {
    const sourceUrl = 'http://127.0.0.1:8181';
    expect(chooseMarket({ sheet: 'events.csv', sourceUrl }, {})).toMatchObject({ kind: 'given', onThisMachine: true });
    expect(() => chooseMarket({ sourceUrl }, {})).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('--sheet') }),
    );
  });

  it('is outside this machine only where somebody authorised it', () => {
    const options = { sheet: 'events.csv', sourceUrl: 'https://pro.example.com/api' };
    expect(() => chooseMarket(options, { CONTACT: 'ops@example.com' })).toThrow(
      expect.objectContaining({ code: 'SOURCE_UNAUTHORIZED', message: expect.stringContaining('SOURCE_AUTHORIZED_BY not set') }),
    );
    const env = { SOURCE_AUTHORIZED_BY: 'Jane', CONTACT: 'ops@example.com' };
    expect(chooseMarket(options, env)).toMatchObject({ kind: 'given', onThisMachine: false });
  });

  it.each(['pro.example.com', 'ftp://example.com', ''])('is never %j', (sourceUrl) =>
    expect(() => chooseMarket({ sheet: 'events.csv', sourceUrl }, {})).toThrow(/--source-url/),
  );
});

describe('a sheet', () => {
  it('is an address, a Google sheet id, or a file that is there', () => {
    const id = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms';
    expect(locateSheet('https://example.com/a.csv', '/tmp')).toBe('https://example.com/a.csv');
    expect(locateSheet(id, '/tmp')).toBe(id);
    expect(locateSheet('package.json', process.cwd())).toBe(`${process.cwd()}/package.json`);
    expect(() => locateSheet('missing.csv', '/tmp')).toThrow('/tmp/missing.csv');
  });
});

describe('the environment of a service', () => {
  const setup = {
    natsUrl: 'nats://127.0.0.1:1',
    databaseUrl: 'postgres://127.0.0.1:2/t',
    sourceUrl: 'http://127.0.0.1:3',
    sourcesFile: null,
    sheet: 'http://127.0.0.1:3/sheet.csv',
    watches: 'http://127.0.0.1:3/watches.csv',
    speed: 720,
  };

  it('shortens intervals in simulated time only', () => {
    const simulated = serviceEnvironment('collector', setup);
    expect(Number(simulated['SWEEP_INTERVAL_SECONDS']) / Number(simulated['INTERVAL_SPEED'])).toBe(5);
    expect(Object.keys(serviceEnvironment('collector', { ...setup, speed: null }))).toEqual(['NODE_ENV', 'HOST', 'NATS_URL', 'SOURCE_URL']);
    expect(serviceEnvironment('sheet-sync', { ...setup, speed: null })).not.toHaveProperty('SYNC_INTERVAL_SECONDS');
  });

  it('leaves the watches to be found beside the sheet where nobody says where they are', () => {
    expect(serviceEnvironment('sheet-sync', setup)).toMatchObject({ SHEET: setup.sheet, SHEET_WATCHES: setup.watches });
    expect(serviceEnvironment('sheet-sync', { ...setup, watches: null })).not.toHaveProperty('SHEET_WATCHES');
  });

  it('gives the database to storage alone', () => {
    const withDatabase = (['sheet-sync', 'collector', 'storage', 'notifier'] as const).filter(
      (name) => 'DATABASE_URL' in serviceEnvironment(name, setup),
    );
    expect(withDatabase).toEqual(['storage']);
  });
});
