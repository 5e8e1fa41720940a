import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the clone, with a slash at its end. */
export const root = fileURLToPath(new URL('../', import.meta.url));

const packagedNode = `${root}node_modules/.bin/node`;
const oldest = [24, 11, 1];

/** The Node that runs the services: the one from the packages, or the one that runs now where it is new enough. */
export const serviceNode = () => {
  if (existsSync(packagedNode)) return packagedNode;
  if (isAtLeast(process.versions.node, oldest)) return process.execPath;
  throw new Error(
    `There is no packaged Node for ${process.platform} ${process.arch}, and this is Node ${process.versions.node}. Run this with Node ${oldest.join('.')} or newer.`,
  );
};

export const isAtLeast = (version, wanted) => {
  const parts = version.split('.').map(Number);
  const differing = wanted.findIndex((part, index) => parts[index] !== part);
  return differing === -1 || parts[differing] > wanted[differing];
};
