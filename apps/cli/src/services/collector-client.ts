import { AppError } from '@tickettape/errors';
import type { Terminal } from '../terminal.js';
import { adminClient, type AdminClient } from './admin-client.js';
import type { AddressOptions } from './addresses.js';
import { locateSystem } from './locate-system.js';

/** Speaks to the collector that runs. Throws NOT_RUNNING where nobody knows of one. */
export const collectorClient = async (options: AddressOptions, { env }: Terminal): Promise<AdminClient> => {
  const { addresses } = await locateSystem(options, env);
  const url = addresses.services.collector;
  if (url === null) throw new AppError('NOT_RUNNING', { detail: 'nobody says where collector is' });
  return adminClient({ name: 'collector', url, token: env['ADMIN_TOKEN'] });
};
