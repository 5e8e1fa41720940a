import { existsSync, readdirSync } from 'node:fs';
import { root, serviceNode } from './paths.mjs';
import { run } from './run.mjs';

/** Compiles what has changed in the services and libraries. Resolves to the compiler's exit code. */
export const build = () => {
  const projects = ['libs', 'apps']
    .flatMap((folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`))
    .filter((project) => existsSync(`${root}${project}/tsconfig.json`));
  return run(serviceNode(), ['node_modules/.bin/tsc', '--build', ...projects], { stdio: ['ignore', 2, 2] });
};
