import { readConfig } from '@tickettape/config';
import { describe, expect, it } from 'vitest';
import { Options } from './options.js';

describe('options', () => {
  it('need nothing to be set', () => {
    expect(readConfig(Options, {})).toMatchObject({
      host: '127.0.0.1',
      port: 0,
      seed: 1,
      speed: 720,
      events: 6,
      faults: 'default',
      sheetFlaws: true,
    });
  });

  it('read what the environment says', () => {
    const env = { SEED: '7', SPEED: '60', EPOCH: '2026-12-01T00:00:00Z', EVENTS: '2', FAULTS: 'none', SHEET_FLAWS: 'off' };
    const epoch = new Date('2026-12-01T00:00:00Z');
    expect(readConfig(Options, env)).toMatchObject({ seed: 7, speed: 60, epoch, events: 2, faults: 'none', sheetFlaws: false });
  });

  it.each([{ HOST: '0.0.0.0' }, { HOST: 'localhost' }, { SPEED: '0' }, { EVENTS: '20001' }, { EPOCH: 'yesterday' }, { FAULTS: 'many' }])(
    'refuse %j',
    (env) => expect(() => readConfig(Options, env)).toThrow(Object.keys(env)[0]),
  );
});
