// npm run audit: fails on a known vulnerability, high or critical, in what the services run with; says so where nobody can tell.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const report = parse(stdout);

if (report?.metadata === undefined) {
  console.error('audit: NOT CHECKED, the registry in use answers no audit; run it where one does, before a release');
} else {
  const { high, critical } = report.metadata.vulnerabilities;
  const named = Object.values(report.vulnerabilities).filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range } of named) console.error(`audit: ${severity}: ${name} ${range}`);
  console.error(`audit: ${high} high, ${critical} critical`);
  process.exitCode = high + critical > 0 ? 1 : 0;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
