import './node-version.mjs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { dependenciesAreInstalled, install } from './install.mjs';
import { exclusively } from './lock.mjs';
import { root } from './paths.mjs';

/** Progress goes to stderr, so that stdout holds only what was asked for. */
const step = (text) => console.error(`tickettape: ${text}`);

const succeed = async (what, exitCode) => {
  if ((await exitCode) === 0) return;
  console.error(`tickettape: ${what} failed`);
  process.exit(1);
};

/** Installs what is missing and compiles what has changed. Two runs in one clone wait for each other. */
export const prepare = () =>
  exclusively(
    root,
    () => step('waiting for another run in this clone to finish its build'),
    async () => {
      if (!dependenciesAreInstalled()) {
        step('installing the dependencies (about half a minute, only now)');
        await succeed('npm ci', install());
      }
      step('building');
      await succeed('the build', build());
    },
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepare();
