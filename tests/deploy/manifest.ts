import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IContainer } from 'kubernetes-models/v1/Container';

export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  // What lies under it is checked against the schemas before any rule reads it.
  // oxlint-disable-next-line typescript/no-explicit-any
  spec?: any;
  data?: Record<string, string>;
};

export type Workload = { kind: string; name: string; manifest: Manifest; template: IPodTemplateSpec };

const templateOf = ({ kind, spec }: Manifest): IPodTemplateSpec | null => {
  if (['Deployment', 'StatefulSet', 'Job', 'DaemonSet'].includes(kind)) return spec.template;
  return kind === 'CronJob' ? spec.jobTemplate.spec.template : null;
};

/** Everything that makes pods. */
export const workloadsOf = (manifests: readonly Manifest[]): Workload[] =>
  manifests.flatMap((manifest) => {
    const template = templateOf(manifest);
    return template === null ? [] : [{ kind: manifest.kind, name: manifest.metadata.name, manifest, template }];
  });

export const containersOf = ({ template: { spec } }: Workload): IContainer[] => [...(spec!.initContainers ?? []), ...spec!.containers];

export const labelsOf = ({ template }: Workload): Record<string, string> => template.metadata?.labels ?? {};

export const ofKind = (manifests: readonly Manifest[], kind: string): Manifest[] => manifests.filter((manifest) => manifest.kind === kind);

/** Bytes of `512Mi`, `20Gi`, `17GB`, `800MiB`; NATS counts `GB` by 1024. */
export const bytesOf = (quantity: string): number => {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT])i?B?$/.exec(quantity);
  if (match === null) throw new Error(`not a size: ${quantity}`);
  return Number(match[1]) * 1024 ** ('KMGT'.indexOf(match[2]!) + 1);
};
