import { expect, it } from 'vitest';
import { closureOf } from './closure.js';

it('takes every package apt would install, without those a private server never loads', () => {
  const simulation = `NOTE: This is only a simulation!
The following NEW packages will be installed:
  libc6 libllvm19 perl-base postgresql-17
Inst libc6 (2.41-12+deb13u4 Debian:13.2/stable [amd64])
Inst perl-base (5.40.1-6+deb13u1 Debian:13.2/stable [amd64])
Inst libjson-perl (4.10000-1 Debian:13.2/stable [all])
Inst libllvm19 (1:19.1.7-3+b1 Debian:13.2/stable [amd64])
Inst tzdata (2026c-0+deb13u1 Debian:13.2/stable [all]) []
Inst postgresql-17 (17.11-0+deb13u1 Debian:13.2/stable [amd64])
Conf libc6 (2.41-12+deb13u4 Debian:13.2/stable [amd64])
`;
  expect(closureOf(simulation)).toEqual([
    { name: 'libc6', version: '2.41-12+deb13u4' },
    { name: 'tzdata', version: '2026c-0+deb13u1' },
    { name: 'postgresql-17', version: '17.11-0+deb13u1' },
  ]);
});
