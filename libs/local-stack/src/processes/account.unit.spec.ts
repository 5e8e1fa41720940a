import { describe, expect, it } from 'vitest';
import { unprivilegedAccount } from './account.js';

const root = 'root:x:0:0:root:/root:/bin/bash';
const nobody = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin';
const postgres = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash';

describe('whom PostgreSQL runs as when root starts it', () => {
  it('is postgres where there is one', () =>
    expect(unprivilegedAccount([root, nobody, postgres].join('\n'))).toEqual({ name: 'postgres', uid: 101, gid: 104 }));

  it('is nobody elsewhere', () => expect(unprivilegedAccount(`${root}\n${nobody}\n`)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 }));

  it('is never root', () => expect(unprivilegedAccount(`${root}\n`)).toBeNull());
});
