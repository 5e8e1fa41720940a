import { describe, expect, it } from 'vitest';
import { aptConfig } from './apt-config.js';

const folders = { root: '/cache/building/.apt', architecture: 'amd64', asRoot: false };

describe('the configuration of a private apt', () => {
  it('names no folder of the system', () => {
    const values = [...aptConfig(folders).matchAll(/^Dir::\S+ "([^"]+)"/gm)].map(([, value]) => value!);
    expect(values.length).toBeGreaterThan(5);
    for (const value of values) expect(value).toMatch(/^(\/dev\/null$|\/cache\/building\/\.apt\/)/);
  });

  it("runs none of the machine's hooks", () => {
    expect(aptConfig(folders)).toContain('#clear APT::Update::Post-Invoke-Success;');
  });

  it('keeps its privileges only where it has some to drop', () => {
    expect(aptConfig(folders)).not.toContain('Sandbox');
    expect(aptConfig({ ...folders, asRoot: true })).toContain('APT::Sandbox::User "root";');
  });
});
