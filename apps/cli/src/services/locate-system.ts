import { AppError } from '@tickettape/errors';
import { resolveAddresses, type AddressOptions } from './addresses.js';
import { findRunningSystem } from './find-running-system.js';
import type { Whereabouts } from './observer.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Looks where the system is, each time anew. Throws NOT_RUNNING where neither a system of this clone runs nor anybody says where one is. */
export const locateSystem = async (options: AddressOptions, env: Env): Promise<Whereabouts> => {
  const running = await findRunningSystem(env);
  const addresses = resolveAddresses(options, env, running);
  if (Object.values(addresses.services).every((url) => url === null)) throw new AppError('NOT_RUNNING');
  return { addresses, running };
};
