import { join } from 'node:path';
import { AppError } from '@tickettape/errors';
import { kubectlRecipe } from '../debian/recipes.js';
import { run } from '../processes/run.js';
import { isAtLeast } from '../version.js';
import { debian } from './debian.js';
import { folderOnPath } from './installed.js';
import { firstOffer, type Provider, type ProviderContext } from './provider.js';

/** The first whose kustomize knows components, `labels` with templates and `replicas`. */
const oldestKubectl = [1, 27];

const installed: Provider = {
  name: 'kubectl on the PATH',
  offer: async ({ env }) => {
    const binFolder = await folderOnPath('kubectl', env['PATH'] ?? '');
    const version = await run(join(binFolder, 'kubectl'), ['version', '--client'], { timeoutMs: 10_000 });
    if (!isAtLeast(version, oldestKubectl)) throw new Error(`is too old (${version.trim()})`);
    return { kind: 'programs', binFolder };
  },
};

/** Debian's first, so that every machine checks with the same one. Only for tests. Throws `LOCAL_STACK_UNAVAILABLE` with every reason. */
export const findKubectl = async (context: ProviderContext): Promise<string> => {
  const offer = await firstOffer([debian(kubectlRecipe), installed], context);
  if ('provider' in offer && offer.kind === 'programs') return join(offer.binFolder, 'kubectl');
  throw new AppError('LOCAL_STACK_UNAVAILABLE', { detail: `no kubectl: ${'provider' in offer ? offer.provider : offer.join('; ')}` });
};
