import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { bytesOf, containersOf, labelsOf, ofKind, workloadsOf, type Manifest, type Workload } from './manifest.js';

/** What a reviewer would ask of every manifest, one rule each; a rule gives a sentence for everything that breaks it. */
export type Rule = (manifests: readonly Manifest[]) => string[];

const eachContainer =
  (fault: (container: IContainer, workload: Workload) => string | false): Rule =>
  (manifests) =>
    workloadsOf(manifests).flatMap((workload) =>
      containersOf(workload).flatMap((container) => {
        const said = fault(container, workload);
        return said === false ? [] : [`${workload.kind} ${workload.name}/${container.name} ${said}`];
      }),
    );

const eachPod =
  (fault: (pod: IPodSpec, workload: Workload) => string | false): Rule =>
  (manifests) =>
    workloadsOf(manifests).flatMap((workload) => {
      const said = fault(workload.template.spec!, workload);
      return said === false ? [] : [`${workload.kind} ${workload.name} ${said}`];
    });

const serves = ({ kind }: Workload) => kind === 'Deployment' || kind === 'StatefulSet';

/** Beside the server, for it alone; without them it runs on. */
const helpers = new Set(['reloader', 'exporter']);

const image = eachContainer(
  ({ image = '' }) => !/(:\d[\w.-]*|@sha256:[0-9a-f]{64})$/.test(image) && `has the image ${image}, which is no exact version`,
);

const resources = eachContainer(({ resources }) => {
  const { requests = {}, limits = {} } = resources ?? {};
  return ![requests, limits].every(({ cpu, memory }) => cpu && memory) && 'lacks a request or a limit of CPU or memory';
});

const restrictedContainer = eachContainer(({ securityContext: security }) => {
  const restricted =
    security?.allowPrivilegeEscalation === false &&
    security.readOnlyRootFilesystem === true &&
    JSON.stringify(security.capabilities) === '{"drop":["ALL"]}' &&
    !security.privileged;
  return !restricted && 'is not restricted';
});

const restrictedPod = eachPod((pod) => {
  const { runAsNonRoot, runAsUser = 0, seccompProfile } = pod.securityContext ?? {};
  const restricted = runAsNonRoot && runAsUser > 0 && seccompProfile?.type === 'RuntimeDefault';
  const onItsOwn = !pod.hostNetwork && !pod.hostPID && !pod.hostIPC && !pod.volumes?.some(({ hostPath }) => hostPath);
  const alone = pod.automountServiceAccountToken === false && pod.enableServiceLinks === false;
  return !(restricted && onItsOwn && alone) && 'is not restricted';
});

const probes = eachContainer((container, workload) => {
  const sidecar = workload.template.spec!.initContainers?.includes(container);
  if (!serves(workload) || sidecar || helpers.has(container.name)) return false;
  const { startupProbe, readinessProbe, livenessProbe } = container;
  if (!startupProbe || !readinessProbe || !livenessProbe) return 'lacks a probe';
  const asks = [startupProbe, readinessProbe, livenessProbe].map(({ httpGet, exec }) => JSON.stringify(httpGet?.path ?? exec?.command));
  // A server of NATS is up when it has caught up, and ready as long as it has.
  const different = workload.name === 'nats' ? 2 : 3;
  return new Set(asks).size < different && `asks the same twice: ${asks.join(', ')}`;
});

const liveness = eachContainer(
  ({ livenessProbe }) =>
    /ready|started|js-server-only/.test(livenessProbe?.httpGet?.path ?? '') && 'is restarted when something that it needs is away',
);

/** Node's heap leaves room for buffers, code and threads; Go's limit for what it does not count. */
const heap = eachContainer(({ env = [], resources, image = '' }) => {
  const limit = bytesOf(String(resources?.limits?.['memory']));
  const valueOf = (name: string) => env.find((variable) => variable.name === name)?.value;
  const go = valueOf('GOMEMLIMIT');
  if (go !== undefined) return bytesOf(go) > 0.85 * limit && `lets Go use ${go} of its memory`;
  if (!image.startsWith('tickettape/')) return false;
  const megabytes = /--max-old-space-size=(\d+)/.exec(valueOf('NODE_OPTIONS') ?? '')?.[1];
  if (megabytes === undefined) return 'sets no heap';
  return Number(megabytes) * 1024 ** 2 > 0.75 * limit && `has a heap of ${megabytes} MiB, too much for its limit`;
});

/** In memory, or gone with the pod. */
const writable = eachPod((pod) => {
  const endless = pod.volumes?.filter(({ name, emptyDir }) => name === 'tmp' && emptyDir && !emptyDir.sizeLimit) ?? [];
  return endless.length > 0 && 'may fill the disk of its node with temporary files';
});

const budget: Rule = (manifests) =>
  workloadsOf(manifests)
    .filter(serves)
    .flatMap((workload) => {
      const own = ofKind(manifests, 'PodDisruptionBudget').filter(({ spec }) => selects(spec.selector.matchLabels, labelsOf(workload)));
      if (own.length !== 1) return [`${workload.name} has ${own.length} disruption budgets`];
      return own[0]!.spec.maxUnavailable === 1 ? [] : [`the budget of ${workload.name} permits another number than one eviction`];
    });

export const selects = (selector: Record<string, string>, labels: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

const spread = eachPod(({ topologySpreadConstraints = [] }, workload) => {
  if (!serves(workload)) return false;
  const hosts = topologySpreadConstraints.filter(({ topologyKey }) => topologyKey === 'kubernetes.io/hostname');
  const others = hosts.every(({ labelSelector }) => selects(labelSelector!.matchLabels as Record<string, string>, labelsOf(workload)));
  return (hosts.length === 0 || !others) && 'is not spread over hosts';
});

/** They cannot be changed later, so they hold one label that never will be, and a claim carries no version. */
const immutable: Rule = (manifests) =>
  workloadsOf(manifests)
    .filter(serves)
    .flatMap(({ name, manifest, template }) => {
      const selector = manifest.spec.selector.matchLabels as Record<string, string>;
      const faults = [];
      if (Object.keys(selector).join() !== 'app.kubernetes.io/name') faults.push(`${name} is selected by ${Object.keys(selector).join()}`);
      if (!selects(selector, template.metadata?.labels ?? {})) faults.push(`${name} does not select its own pods`);
      const claims = (manifest.spec.volumeClaimTemplates ?? []) as Manifest[];
      if (claims.some(({ metadata }) => metadata.labels?.['app.kubernetes.io/version']))
        faults.push(`a claim of ${name} carries a version`);
      return faults;
    });

const services: Rule = (manifests) =>
  ofKind(manifests, 'Service').flatMap(({ metadata, spec }) => {
    const pods = workloadsOf(manifests).filter((workload) => serves(workload) && selects(spec.selector, labelsOf(workload)));
    if (pods.length !== 1) return [`service ${metadata.name} selects ${pods.length} workloads`];
    const ports = containersOf(pods[0]!).flatMap((container) => container.ports ?? []);
    const lost = (spec.ports as { name: string; port: number; targetPort: string }[]).filter(
      ({ targetPort, port }) => !ports.some((open) => open.name === targetPort && open.containerPort === port),
    );
    return lost.map(({ name }) => `service ${metadata.name} has the port ${name}, which no container opens`);
  });

const namespaced: Rule = (manifests) =>
  manifests
    .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'tickettape')
    .map(({ kind, metadata }) => `${kind} ${metadata.name} lies in ${metadata.namespace ?? 'no namespace'}`);

const noSecrets: Rule = (manifests) => {
  const literal = eachContainer(({ env = [] }) => {
    const open = env.filter(
      ({ name, value }) => /PASSWORD|TOKEN|SECRET|DATABASE_URL$/.test(name) && !name.endsWith('_FILE') && value !== undefined,
    );
    return open.length > 0 && `has the secret ${open.map(({ name }) => name).join()} in the open`;
  })(manifests);
  const values = ofKind(manifests, 'ConfigMap').flatMap(({ metadata, data = {} }) =>
    Object.entries(data)
      .filter(([name, value]) => value !== '' && /PASSWORD|TOKEN|SECRET|DATABASE_URL$/.test(name))
      .map(([name]) => `ConfigMap ${metadata.name} holds ${name}`),
  );
  return [...ofKind(manifests, 'Secret').map(({ metadata }) => `a secret is built: ${metadata.name}`), ...literal, ...values];
};

/** An autoscaler and an applied number of replicas would fight for ever. */
const scaled: Rule = (manifests) =>
  ofKind(manifests, 'ScaledObject').flatMap(({ metadata, spec }) => {
    const target = ofKind(manifests, 'Deployment').find((deployment) => deployment.metadata.name === spec.scaleTargetRef.name);
    if (!target) return [`${metadata.name} scales nothing`];
    const faults = [];
    if (target.spec.replicas !== undefined) faults.push(`${metadata.name} is scaled and has a number of replicas`);
    if (spec.minReplicaCount < 2)
      faults.push(`${metadata.name} may be scaled to ${spec.minReplicaCount}, which its disruption budget cannot bear`);
    if (!spec.fallback) faults.push(`${metadata.name} has no fallback`);
    return faults;
  });

const monitored: Rule = (manifests) =>
  ofKind(manifests, 'ServiceMonitor').flatMap(({ metadata, spec }) => {
    const found = ofKind(manifests, 'Service').filter((service) => selects(spec.selector.matchLabels, service.metadata.labels ?? {}));
    if (found.length === 0) return [`ServiceMonitor ${metadata.name} finds no service`];
    const ports = (spec.endpoints as { port: string }[]).map(({ port }) => port);
    return found
      .filter((service) => !ports.every((port) => (service.spec.ports as { name: string }[]).some(({ name }) => name === port)))
      .map((service) => `ServiceMonitor ${metadata.name} asks a port that ${service.metadata.name} does not have`);
  });

export const rules = {
  'every image is an exact version': image,
  'every container has requests and limits': resources,
  'every container is restricted and reads its root only': restrictedContainer,
  'every pod is restricted, has no account and shares nothing with its node': restrictedPod,
  'every server has three probes, each with a question of its own': probes,
  'an outage of something else restarts nobody': liveness,
  'every heap fits in its limit': heap,
  'temporary files are bounded': writable,
  'every server bears exactly one eviction at a time': budget,
  'replicas are spread over hosts': spread,
  'nothing that cannot be changed will have to be': immutable,
  'every service leads to an open port': services,
  'everything lies in the namespace': namespaced,
  'no secret is built': noSecrets,
  'what is scaled has no number of replicas of its own': scaled,
  'every monitor finds what it scrapes': monitored,
} satisfies Record<string, Rule>;
