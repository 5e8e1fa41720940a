import { AppError } from '@tickettape/errors';
import type { Terminal } from '../terminal.js';
import { adminClient, type AdminClient } from './admin-client.js';
import type { AddressOptions } from './addresses.js';
import { locateSystem } from './locate-system.js';

/** Speaks to the notifier that runs. Throws NOT_RUNNING where nobody knows of one. */
export const notifierClient = async (options: AddressOptions, { env }: Terminal): Promise<AdminClient> => {
  const { addresses } = await locateSystem(options, env);
  const url = addresses.services.notifier;
  if (url === null) throw new AppError('NOT_RUNNING', { detail: 'nobody says where notifier is' });
  return adminClient({ name: 'notifier', url, token: env['ADMIN_TOKEN'] });
};
