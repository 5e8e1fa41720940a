import { describe, expect, it } from 'vitest';
import { parseDeb822, parseOneLine, sourcesForSuite } from './apt-sources.js';

const deb822 = `Types: deb
# an older snapshot
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

describe('the sources of a private apt', () => {
  it("are the machine's own archive with the suite replaced, and neither its updates nor its security archive", () => {
    expect(sourcesForSuite(parseDeb822(deb822), 'trixie')).toBe(
      `Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
    );
  });

  it('are the same from the one-line format', () => {
    const list = `# deb http://off.example/debian bookworm main
deb [arch=amd64,arm64 signed-by=/usr/share/keyrings/debian.gpg] http://mirror.example/debian bookworm main contrib # comment
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/debian-security bookworm-security main`;
    expect(sourcesForSuite(parseOneLine(list), 'sid')).toBe(
      `Types: deb
URIs: http://mirror.example/debian
Suites: sid
Components: main
Architectures: amd64 arm64
Signed-By: /usr/share/keyrings/debian.gpg
`,
    );
  });

  it('leave out third parties that name their suite like Debian', () => {
    const thirdParty = 'Types: deb\nURIs: https://packages.example/tools\nSuites: stable\nComponents: main\n';
    const sources = sourcesForSuite(parseDeb822(`${thirdParty}\n${deb822}`), 'trixie');
    expect(sources).toContain('mirror.example');
    expect(sources).not.toContain('packages.example');
  });

  it('accept an archive whose path does not end in debian when there is no other', () => {
    expect(sourcesForSuite(parseOneLine('deb https://proxy.example/repository/main-mirror trixie main'), 'sid')).toContain('main-mirror');
  });

  it('keep a mirror list and a key that is written out', () => {
    const embedded = `Types: deb deb-src
URIs: mirror+file:/etc/apt/mirrors/debian.list
Suites: trixie
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----
`;
    const sources = sourcesForSuite(parseDeb822(embedded), 'sid');
    expect(sources).toContain('URIs: mirror+file:/etc/apt/mirrors/debian.list\nSuites: sid');
    expect(sources).toContain('\n .\n mQINBF\n');
  });

  it('ignore what is switched off', () => {
    expect(sourcesForSuite(parseDeb822(deb822.replace('Types: deb', 'Enabled: no\nTypes: deb')), 'trixie')).toBeNull();
  });

  it('do not exist on a machine without Debian', () => {
    expect(sourcesForSuite(parseOneLine('deb http://archive.example/ubuntu noble main universe'), 'trixie')).toBeNull();
    expect(sourcesForSuite([], 'trixie')).toBeNull();
  });
});
