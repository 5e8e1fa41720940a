import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCodes } from '@tickettape/errors';
import { metricDeclarations } from '@tickettape/telemetry';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../../apps/storage/src/database/migrated.examples.js';
import { alertsOf, ruleGroups, runbookName } from '../../deploy/prometheus/src/rule-files.js';
import { faultOf, readRunbook, runbooksFolder, strangersIn } from './runbook.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());

const names = [...new Set(alertsOf(ruleGroups()).map(({ alert }) => runbookName(alert)))];
const root = fileURLToPath(new URL('../../', import.meta.url));
const reference = (page: string) => readFileSync(new URL(`../../docs/reference/${page}.md`, import.meta.url), 'utf8');
const [configuration, sql] = [reference('configuration'), reference('sql')];

/** Words of other programs that runbooks speak of. */
const foreign = new Set(['max_payload', 'max_file_store', 'max_bytes', 'connection_limit', 'alter_job', 'application_name', 'run_job']);
const ofNode = /^nodejs_(eventloop_lag_p99_seconds|heap_size_used_bytes)$/;

const isKnownWord = (word: string): boolean =>
  word in metricDeclarations || ofNode.test(word) || sql.includes(`### \`${word}()\``) || foreign.has(word) || /^pg_\w+$/.test(word);
const isKnownConstant = (word: string): boolean => word in errorCodes || configuration.includes(`\`${word}\``);

describe('the runbooks', () => {
  it.each(names)('%s: every command, query and name in it exists', async (name) => {
    const { text, commands, queries, words } = readRunbook(name);
    for (const section of ['**Meaning.**', '**Impact.**', '## First', '## Then', '## If that does not help'])
      expect(text).toContain(section);
    expect(commands.length).toBeGreaterThanOrEqual(3);

    const spoken = words.filter((word) => /^(npx tape|kubectl|nats) /.test(word));
    expect([...commands, ...spoken].flatMap((line) => faultOf(line) ?? []).join()).toBe('');
    for (const query of queries) await database.pool.query(query);

    const identifiers = words.map((word) => /^([a-z]+_\w+)\b/.exec(word)?.[1]).filter((word) => word !== undefined);
    expect(identifiers.filter((word) => !isKnownWord(word))).toEqual([]);
    expect(words.filter((word) => /^[A-Z]+(_[A-Z]+)+$/.test(word) && !isKnownConstant(word))).toEqual([]);
  });

  it('and every other page name only objects that the manifests declare', () => {
    const pages = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).map((page) => readFileSync(`${root}${page}`, 'utf8'));
    const lines = pages.flatMap((text) => [...text.matchAll(/(?:^ *|`)(kubectl [^`\n]+)/gm)].map(([, line]) => line!));
    expect(lines.length).toBeGreaterThan(60);
    const ours = lines.filter((line) => !line.startsWith('kubectl -n monitoring '));
    expect(ours.filter((line) => strangersIn(line).length > 0)).toEqual([]);
  });

  it('link only to what there is', () => {
    for (const file of readdirSync(runbooksFolder)) {
      const text = readFileSync(`${runbooksFolder}${file}`, 'utf8');
      const links = [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, link]) => link!);
      expect(links.filter((link) => !existsSync(`${runbooksFolder}${link}`))).toEqual([]);
    }
  });
});
