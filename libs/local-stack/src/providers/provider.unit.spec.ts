import { AppError } from '@tickettape/errors';
import { describe, expect, it } from 'vitest';
import { firstOffer, unavailable, type Provider } from './provider.js';

const context = { env: {}, dataFolder: '/data', onStep: () => undefined };
const able = (name: string): Provider => ({ name, offer: async () => ({ kind: 'programs', binFolder: `/${name}` }) });
const unable = (name: string, error: Error): Provider => ({ name, offer: () => Promise.reject(error) });

describe('the search for a server', () => {
  it('takes the first provider that can', async () => {
    const found = await firstOffer([unable('given', new Error('is not set')), able('docker'), able('debian')], context);
    expect(found).toEqual({ provider: 'docker', kind: 'programs', binFolder: '/docker' });
  });

  it('does not look further when the server somebody asked for does not do', async () => {
    const tooOld = new AppError('NATS_TOO_OLD');
    await expect(firstOffer([unable('given', tooOld), able('docker')], context)).rejects.toBe(tooOld);
  });

  it('gives every reason when nobody can', async () => {
    const providers = [unable('given', new Error('is not set')), unable('docker', new Error('no answer in 3000 ms'))];
    expect(await firstOffer(providers, context)).toEqual(['given: is not set', 'docker: no answer in 3000 ms']);
  });
});

describe('the message when servers are missing', () => {
  const error = unavailable([
    { server: 'NATS', variable: 'NATS_URL', reasons: ['Docker: no engine', 'Debian packages: apt-get: E: one\nE: two'] },
    { server: 'PostgreSQL', variable: 'DATABASE_URL', reasons: ['Docker: no engine'] },
  ]);

  it('lists what was tried for each of them', () => {
    expect(error.message.split('\n').slice(1)).toEqual([
      'NATS',
      '  - Docker: no engine',
      '  - Debian packages: apt-get: E: one',
      '    E: two',
      'PostgreSQL',
      '  - Docker: no engine',
    ]);
  });

  it('says what to install and which variables to set', () => {
    expect(error.fix).toMatch(/Docker.*Debian.*NATS_URL and DATABASE_URL/);
  });
});
