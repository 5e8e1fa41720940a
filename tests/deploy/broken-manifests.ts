import type { Manifest } from './manifest.js';

/** Manifests that the API of Kubernetes would refuse, and what is to be said of each. */
export const brokenManifests = () => {
  const container = { name: 'a', image: 'a:1', livenessProbe: { httpGet: { path: '/', port: 1 } } };
  const deployment = (change: (pod: Record<string, unknown>, container: Record<string, unknown>) => void): Manifest => {
    const own = structuredClone(container) as Record<string, unknown>;
    const pod: Record<string, unknown> = { containers: [own] };
    change(pod, own);
    const template = { metadata: { labels: { a: 'b' } }, spec: pod };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    };
  };
  const of = (apiVersion: string, kind: string, spec: object): Manifest => ({ apiVersion, kind, metadata: { name: 'x' }, spec });
  const cases: [RegExp, Manifest][] = [
    [/hostNetwrk/, deployment((pod) => Object.assign(pod, { hostNetwrk: true }))],
    [/imagePullPolcy/, deployment((_, own) => Object.assign(own, { imagePullPolcy: 'Always' }))],
    [/"periodSecond"/, deployment((_, own) => Object.assign(own['livenessProbe'] as object, { periodSecond: 1 }))],
    [/Sometimes/, deployment((_, own) => Object.assign(own, { imagePullPolicy: 'Sometimes' }))],
    [/'string' is not assignable to type 'number'/, deployment((pod) => Object.assign(pod, { terminationGracePeriodSeconds: 'soon' }))],
    [/podSelectr/, of('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {}, ingress: [{ from: [{ podSelectr: {} }] }] })],
    [
      /metadataa/,
      of('keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'x' }, triggers: [{ type: 'cron', metadata: {}, metadataa: {} }] }),
    ],
    [/intervall/, of('monitoring.coreos.com/v1', 'ServiceMonitor', { selector: {}, endpoints: [{ port: 'a', intervall: '1s' }] })],
    [/"selector"' is missing/, of('apps/v1', 'StatefulSet', { serviceName: 'x', template: {} })],
  ];
  return { faults: cases.map(([fault]) => fault), manifests: cases.map(([, manifest]) => manifest) };
};
