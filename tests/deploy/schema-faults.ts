import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Manifest } from './manifest.js';

/** The packages that carry the schemas: Kubernetes' own API, and the two operators whose resources are optional. */
const packageOf = (apiVersion: string): string => {
  if (apiVersion.startsWith('monitoring.coreos.com/')) return '@kubernetes-models/prometheus-operator';
  return apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda' : 'kubernetes-models';
};

const moduleOf = ({ apiVersion, kind }: Manifest): string => `${packageOf(apiVersion)}/${apiVersion}/${kind}`;

const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

/** What a schema says that a type cannot: formats, bounds, patterns. */
const validate = async (manifest: Manifest): Promise<string[]> => {
  try {
    const models = (await import(moduleOf(manifest))) as Record<string, new (data: object) => { validate: () => void }>;
    new models[manifest.kind]!(manifest).validate();
    return [];
  } catch (error) {
    return [`${nameOf(manifest)}: ${String(error)}`];
  }
};

/**
 * Everything in `manifests` that Kubernetes' schemas do not allow, strictly: a field that the API does not know is a fault too.
 * The manifests become literals of the types that are generated from the schemas, and the compiler tells.
 */
export const schemaFaults = async (manifests: readonly Manifest[]): Promise<string[]> => [
  ...(await Promise.all(manifests.map(validate))).flat(),
  ...typeFaults(manifests),
];

const file = fileURLToPath(new URL('manifests-as-literals.ts', import.meta.url));

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

const typeFaults = (manifests: readonly Manifest[]): string[] => {
  const lines = manifests.map(
    (manifest, index) =>
      `import type { I${manifest.kind} as T${index} } from '${moduleOf(manifest)}'; export const m${index}: T${index} = ${JSON.stringify(manifest)};`,
  );
  const source = ts.createSourceFile(file, lines.join('\n'), ts.ScriptTarget.ES2022, true);
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  host.getSourceFile = (name, ...rest) => (name === file ? source : onDisk.getSourceFile(name, ...rest));
  host.fileExists = (name) => name === file || onDisk.fileExists(name);
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(({ start, messageText }) => {
    const manifest = manifests[source.getLineAndCharacterOfPosition(start ?? 0).line]!;
    return `${nameOf(manifest)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
};
