import { build } from './build.mjs';
import { dependenciesAreInstalled, install } from './install.mjs';
import { exclusively } from './lock.mjs';
import { say } from './main.mjs';
import { root } from './paths.mjs';

/** Installs what is missing and compiles what has changed. Two runs in one clone do it one after the other. */
export const prepare = () => exclusively(root, () => say('waiting for another run in this clone to finish its build'), installAndBuild);

const installAndBuild = async () => {
  if (!dependenciesAreInstalled()) {
    say('installing the dependencies (about half a minute, only now)');
    await succeed(install(), 'npm ci failed; its complaint is above');
  }
  say('building');
  await succeed(build(), 'the build failed; the complaint of the compiler is above');
};

const succeed = async (exitCode, complaint) => {
  if ((await exitCode) !== 0) throw new Error(complaint);
};
