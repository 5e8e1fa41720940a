import { readFile } from 'node:fs/promises';
import { CollectorConfig } from '../../apps/collector/src/config.js';
import { NotifierConfig } from '../../apps/notifier/src/config.js';
import { SheetSyncConfig } from '../../apps/sheet-sync/src/config.js';
import { StorageConfig } from '../../apps/storage/src/config.js';
import { parse, parseAllDocuments } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildManifests, buildWith, componentNames, k8sFolder, kubectlProgram } from './build-manifests.js';
import { brokenManifests } from './broken-manifests.js';
import { bytesOf, containersOf, ofKind, workloadsOf, type Manifest } from './manifest.js';
import { reachable, readArchitecture } from './network-edges.js';
import { rules } from './rules.js';
import { schemaFaults } from './schema-faults.js';

const folders = ['namespace', 'base', 'overlays/dev', 'overlays/production'];
const built = new Map<string, Manifest[]>();
const builtOf = (name: string): Manifest[] => built.get(name)!;
const production = () => builtOf('overlays/production');
let components: string[];

beforeAll(async () => {
  const kubectl = await kubectlProgram();
  components = await componentNames();
  for (const folder of folders) built.set(folder, await buildManifests(kubectl, `${k8sFolder}/${folder}`));
  for (const name of components) built.set(`component ${name}`, await buildWith(kubectl, [name]));
  built.set('all components', await buildWith(kubectl, components));
}, 600_000);

describe('the manifests meet the schemas of Kubernetes, strictly', () => {
  it('every overlay and every component', async () => {
    const once = new Map([...built.values()].flat().map((manifest) => [JSON.stringify(manifest), manifest]));
    expect(once.size).toBeGreaterThan(50);
    expect(await schemaFaults([...once.values()])).toEqual([]);
  }, 120_000);

  it('every component changes something', () => {
    expect(components.length).toBeGreaterThan(5);
    for (const name of components) expect(JSON.stringify(builtOf(`component ${name}`)), name).not.toBe(JSON.stringify(builtOf('base')));
  });

  it('a field, value or type that the API does not know is found, wherever it stands', async () => {
    const { faults, manifests } = brokenManifests();
    const found = (await schemaFaults(manifests)).join('\n');
    for (const fault of faults) expect(found).toMatch(fault);
  }, 60_000);
});

describe.each(['base', 'overlays/dev', 'overlays/production', 'all components'])('what a reviewer asks: %s', (name) => {
  it.each(Object.entries(rules))('%s', (_, rule) => {
    expect(rule(builtOf(name))).toEqual([]);
  });
});

describe('network policies', () => {
  it('leave open exactly the edges of the architecture', async () => {
    const { edges } = await readArchitecture();
    const wanted = edges.map(({ from, to, port }) => `${from} → ${to}:${port}`).sort();
    const open = reachable(production())
      .map(({ from, to, port }) => `${from} → ${to}:${port}`)
      .sort();
    expect(open).toEqual(wanted);
  });

  it('select every pod, for what comes in and what goes out', () => {
    const policies = ofKind(production(), 'NetworkPolicy');
    expect(policies.find(({ metadata }) => metadata.name === 'default-deny')?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    for (const { name } of workloadsOf(production())) expect(policies.map(({ metadata }) => metadata.name)).toContain(name);
  });

  it('let storage, the migration and the dump reach a database elsewhere', () => {
    const policy = ofKind(builtOf('component external-database'), 'NetworkPolicy')[0]!;
    expect(policy.spec.podSelector.matchExpressions[0].values).toEqual(['storage', 'migrate', 'backup-database']);
  });
});

describe('NATS', () => {
  const confOf = (name: string, file: string) =>
    ofKind(builtOf(name), 'ConfigMap').find(({ metadata }) => metadata.name === 'nats-config')!.data![file]!;

  it.each(['overlays/dev', 'overlays/production'])('is full before its volume is: %s', (name) => {
    const stateful = ofKind(builtOf(name), 'StatefulSet').find(({ metadata }) => metadata.name === 'nats')!;
    const volume = bytesOf(stateful.spec.volumeClaimTemplates[0].spec.resources.requests.storage as string);
    const store = bytesOf(/max_file_store: (\S+)/.exec(confOf(name, 'jetstream.conf'))![1]!);
    expect(store / volume).toBeGreaterThan(0.7);
    expect(store / volume).toBeLessThan(0.9);
  });

  it('names each server after its pod, by which KEDA finds the leader of a consumer', () => {
    expect(confOf('overlays/production', 'nats.conf')).toContain('server_name: $POD_NAME');
    const nats = workloadsOf(production()).find(({ name }) => name === 'nats')!;
    expect(containersOf(nats)[0]!.env).toContainEqual({ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } });
  });

  it('is given every variable that its configuration reads', () => {
    const text = ['nats.conf', 'jetstream.conf', 'users.conf', 'cluster.conf', 'tls.conf', 'cluster-tls.conf']
      .map((file) => confOf('overlays/production', file))
      .join('\n');
    const read = new Set(
      [...text.replaceAll(/#.*/g, '').matchAll(/\$([A-Z][A-Z0-9_]*)/g)]
        .map(([, name]) => name!)
        .filter((name) => name !== 'JS' && name !== 'KV'),
    );
    const env = containersOf(workloadsOf(production()).find(({ name }) => name === 'nats')!)[0]!.env!.map(({ name }) => name);
    for (const name of read) expect(env).toContain(name);
  });

  it('has time to send its clients away before it is killed', () => {
    const conf = confOf('overlays/production', 'nats.conf');
    const secondsOf = (name: string) => Number(new RegExp(`${name}: (\\d+)s`).exec(conf)![1]);
    const nats = workloadsOf(production()).find(({ name }) => name === 'nats')!;
    expect(nats.template.spec!.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
      secondsOf('lame_duck_duration') + secondsOf('lame_duck_grace_period') + 20,
    );
  });

  it('is of one version here and on a machine with Docker', async () => {
    const compose = parse(await readFile(`${k8sFolder}/../local/compose.yaml`, 'utf8')) as { services: Record<string, { image: string }> };
    const images = workloadsOf(builtOf('overlays/dev'))
      .flatMap(containersOf)
      .map(({ image }) => image);
    for (const { image } of Object.values(compose.services)) expect(images).toContain(image);
  });
});

describe('the services', () => {
  const configs = { 'sheet-sync': SheetSyncConfig, collector: CollectorConfig, storage: StorageConfig, notifier: NotifierConfig };

  it.each(Object.entries(configs))('%s is told only what it reads', (name, config) => {
    for (const folder of ['overlays/dev', 'overlays/production']) {
      const { template } = workloadsOf(builtOf(folder)).find((workload) => workload.name === name)!;
      const app = template.spec!.containers[0]!;
      const maps = app.envFrom!.flatMap(({ configMapRef }) => (configMapRef ? [configMapRef.name] : []));
      const data = maps.map((map) => ofKind(builtOf(folder), 'ConfigMap').find(({ metadata }) => metadata.name === map)!.data!);
      const variables = [...data.flatMap(Object.keys), ...app.env!.map((variable) => variable.name)];
      const known = new Set(Object.keys(config.shape).flatMap((variable) => [variable, `${variable}_FILE`]));
      expect(variables.filter((variable) => !known.has(variable) && !/^(OTEL_|NODE_OPTIONS$)/.test(variable))).toEqual([]);
    }
  });

  it('may finish what they are at: the grace period is longer than the longest that a channel may take', () => {
    const longestSeconds = 60;
    expect(NotifierConfig.shape.CHANNEL_TIMEOUT_SECONDS.safeParse(longestSeconds + 1).success).toBe(false);
    for (const name of Object.keys(configs)) {
      const { template } = workloadsOf(production()).find((workload) => workload.name === name)!;
      expect(template.spec!.terminationGracePeriodSeconds).toBeGreaterThan(longestSeconds + 10);
    }
  });
});

describe('secrets', () => {
  it('that the manifests refer to are exactly those of the example', async () => {
    const example = parseAllDocuments(await readFile(`${k8sFolder}/secrets.example.yaml`, 'utf8')).map(
      (document) => document.toJS() as Manifest & { stringData: object },
    );
    const known = new Set(example.map(({ metadata }) => metadata.name));
    const used = new Set(
      [
        ...JSON.stringify([...built.values()]).matchAll(/"(?:secretName|secretKeyRef":\{[^}]*"name|secretRef":\{[^}]*"name)":"([^"]+)"/g),
      ].map(([, name]) => name!),
    );
    expect([...used].sort()).toEqual([...known].sort());
    const keys = new Set(example.flatMap(({ metadata, stringData }) => Object.keys(stringData).map((key) => `${metadata.name}/${key}`)));
    for (const { template } of workloadsOf(production()))
      for (const { secret } of template.spec!.volumes ?? [])
        for (const { key } of secret?.items ?? []) expect(keys).toContain(`${secret!.secretName}/${key}`);
  });
});
