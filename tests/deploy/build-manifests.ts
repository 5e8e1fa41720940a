import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findKubectl } from '@tickettape/local-stack';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.js';

export const k8sFolder = fileURLToPath(new URL('../../deploy/k8s', import.meta.url));

/** As a person would say it: `kubectl kustomize deploy/k8s/<folder>`. */
export const buildManifests = async (kubectl: string, folder: string): Promise<Manifest[]> => {
  const { stdout } = await promisify(execFile)(kubectl, ['kustomize', folder], { maxBuffer: 64 * 1024 * 1024 });
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
};

export const kubectlProgram = (): Promise<string> =>
  findKubectl({ env: process.env, dataFolder: tmpdir(), onStep: (text) => console.log(text) });

export const componentNames = (): Promise<string[]> => readdir(join(k8sFolder, 'components'));

/** The base with components, as an overlay of somebody else's would have them. */
export const buildWith = async (kubectl: string, components: readonly string[]): Promise<Manifest[]> => {
  const folder = await mkdtemp(join(k8sFolder, '.overlay-'));
  try {
    const place = (path: string) => relative(folder, join(k8sFolder, path));
    await writeFile(
      join(folder, 'kustomization.yaml'),
      JSON.stringify({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: [place('base')],
        components: components.map((name) => place(`components/${name}`)),
      }),
    );
    return await buildManifests(kubectl, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};
