import { describe, expect, it } from 'vitest';
import { cacheFolder, dataFolder, type Owner } from './folders.js';

const person: Owner = { env: {}, isRoot: false, home: '/home/ada', fallback: () => '/tmp' };
const root: Owner = { ...person, isRoot: true, home: '/root' };
const homeless: Owner = { ...person, home: null, fallback: () => '/tmp/tickettape-65534' };

describe('where files are kept', () => {
  it('is the home of an ordinary account', () => {
    expect(cacheFolder(person)).toBe('/home/ada/.cache/tickettape');
    expect(dataFolder(person, '/src/a')).toMatch(/^\/home\/ada\/\.local\/state\/tickettape\/[0-9a-f]{8}$/);
  });

  it('is /var for root, whose home is closed to PostgreSQL', () => {
    expect(cacheFolder(root)).toBe('/var/cache/tickettape');
    expect(dataFolder(root, '/src/a')).toMatch(/^\/var\/lib\/tickettape\/[0-9a-f]{8}$/);
  });

  it('is a private temporary folder for an account without a home', () => {
    expect(cacheFolder(homeless)).toBe('/tmp/tickettape-65534/tickettape');
    expect(dataFolder(homeless, '/src/a')).toMatch(/^\/tmp\/tickettape-65534\/tickettape\//);
  });

  it('is what the environment says first', () => {
    const env = { TICKETTAPE_CACHE_DIR: '/c', TICKETTAPE_DATA_DIR: '/d', XDG_CACHE_HOME: '/x' };
    expect([cacheFolder({ ...root, env }), dataFolder({ ...root, env }, '/src/a')]).toEqual(['/c', '/d']);
    expect(cacheFolder({ ...person, env: { XDG_CACHE_HOME: '/x' } })).toBe('/x/tickettape');
  });

  it('differs between two clones and stays the same for one', () => {
    expect(dataFolder(person, '/src/a')).not.toBe(dataFolder(person, '/src/b'));
    expect(dataFolder(person, '/src/a')).toBe(dataFolder(person, '/src/a'));
  });
});
