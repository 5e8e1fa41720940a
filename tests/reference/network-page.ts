import { readArchitecture } from '../deploy/network-edges.js';
import { code, page, table } from './markdown.js';

const nodeOf = (name: string): string => name.replaceAll('-', '_');

/** Drawn from deploy/k8s/edges.yaml, to which the network policies are held as well. */
export const networkPage = async (): Promise<string> => {
  const { outside, edges } = await readArchitecture();
  const drawn = edges.filter(({ to }) => to !== 'dns');
  const names = [...new Set(drawn.flatMap(({ from, to }) => [from, to]))];
  const shape = (name: string) => (name in outside ? `${nodeOf(name)}([${name}])` : `${nodeOf(name)}[${name}]`);
  return page(
    'Network',
    'Who talks to whom in a cluster, and nobody else does: the component `network-policies` denies the rest. Rounded names are not ours.',
    [
      '```mermaid',
      'flowchart LR',
      ...names.map((name) => `  ${shape(name)}`),
      ...drawn.map(({ from, to, port }) => `  ${nodeOf(from)} -->|${port}| ${nodeOf(to)}`),
      '```',
    ].join('\n'),
    table(
      ['from', 'to', 'port', 'carries'],
      edges.map(({ from, to, port, carries }) => [code(from), code(to), String(port), carries]),
    ),
    table(
      ['outside', 'is'],
      Object.entries(outside).map(([name, what]) => [code(name), what]),
    ),
  );
};
