import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { k8sFolder } from './build-manifests.js';
import { labelsOf, ofKind, workloadsOf, type Manifest } from './manifest.js';

export type Edge = { from: string; to: string; port: number; carries: string };
export type Architecture = { outside: Record<string, string>; edges: Edge[] };

export const readArchitecture = async (): Promise<Architecture> => parse(await readFile(`${k8sFolder}/edges.yaml`, 'utf8')) as Architecture;

type Labels = Record<string, string>;
type Selector = { matchLabels?: Labels; matchExpressions?: { key: string; operator: string; values?: string[] }[] };
type Peer = { podSelector?: Selector; namespaceSelector?: Selector; ipBlock?: { cidr: string; except?: string[] } };
type Rule = { from?: Peer[]; to?: Peer[]; ports?: { protocol?: string; port?: number }[] };
type Policy = { podSelector: Selector; policyTypes: string[]; ingress?: Rule[]; egress?: Rule[] };

/** Somebody who can send or receive: a pod of ours, or one of those outside. `namespace` is null for an address on the internet. */
type Party = { name: string; labels: Labels; namespace: string | null };

const outside: Party[] = [
  { name: 'prometheus', labels: { 'app.kubernetes.io/name': 'prometheus' }, namespace: 'monitoring' },
  { name: 'otel-collector', labels: { 'app.kubernetes.io/name': 'opentelemetry-collector' }, namespace: 'monitoring' },
  { name: 'grafana', labels: { 'app.kubernetes.io/name': 'grafana' }, namespace: 'monitoring' },
  { name: 'keda', labels: { 'app.kubernetes.io/name': 'keda-operator' }, namespace: 'keda' },
  { name: 'dns', labels: { 'k8s-app': 'kube-dns' }, namespace: 'kube-system' },
  { name: 'stranger', labels: { 'app.kubernetes.io/name': 'nats' }, namespace: 'default' },
  { name: 'internet', labels: {}, namespace: null },
];

const own = 'tickettape';

const matches = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    if (operator !== 'In') throw new Error(`the test does not know the operator ${operator}`);
    return values.includes(labels[key] ?? '');
  });

const isPeer = ({ podSelector, namespaceSelector, ipBlock }: Peer, { labels, namespace }: Party): boolean => {
  if (ipBlock) return namespace === null;
  if (namespace === null) return false;
  const rightNamespace = namespaceSelector ? matches(namespaceSelector, { 'kubernetes.io/metadata.name': namespace }) : namespace === own;
  return rightNamespace && matches(podSelector ?? {}, labels);
};

const policiesFor = (policies: readonly Policy[], { namespace, labels }: Party, type: string): Policy[] =>
  namespace === own ? policies.filter(({ podSelector, policyTypes }) => policyTypes.includes(type) && matches(podSelector, labels)) : [];

/** As a network that knows policies decides: who is selected by none may do everything, whoever is selected only what some rule says. */
const allows = (selected: readonly Policy[], side: 'ingress' | 'egress', other: Party, port: number): boolean =>
  selected.length === 0 ||
  selected.some((policy) =>
    (policy[side] ?? []).some((rule) => {
      const peers = side === 'ingress' ? rule.from : rule.to;
      return (!peers || peers.some((peer) => isPeer(peer, other))) && (!rule.ports || rule.ports.some((allowed) => allowed.port === port));
    }),
  );

export type Reach = { from: string; to: string; port: number };

/** Every way that the policies leave open, among all pods of `manifests` and those outside, on every port that anything names. */
export const reachable = (manifests: readonly Manifest[]): Reach[] => {
  const policies = ofKind(manifests, 'NetworkPolicy').map(({ spec }) => spec as Policy);
  const pods = workloadsOf(manifests).map((workload): Party => ({ name: workload.name, labels: labelsOf(workload), namespace: own }));
  const ports = new Set(
    policies
      .flatMap(({ ingress = [], egress = [] }) => [...ingress, ...egress])
      .flatMap(({ ports = [] }) => ports.map(({ port }) => port!)),
  );
  const parties = [...pods, ...outside];
  return parties.flatMap((from) =>
    parties
      .filter((to) => from.namespace === own || to.namespace === own)
      .flatMap((to) =>
        [...ports, 1]
          .filter(
            (port) =>
              allows(policiesFor(policies, from, 'Egress'), 'egress', to, port) &&
              allows(policiesFor(policies, to, 'Ingress'), 'ingress', from, port),
          )
          .map((port) => ({ from: from.name, to: to.name, port })),
      ),
  );
};
