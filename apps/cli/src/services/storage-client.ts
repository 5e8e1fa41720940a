import { AppError } from '@tickettape/errors';
import type { Terminal } from '../terminal.js';
import { adminClient, type AdminClient } from './admin-client.js';
import type { AddressOptions } from './addresses.js';
import { locateSystem } from './locate-system.js';

/** Milliseconds: a digest of every listing of every book, or a switch that waits for readers, takes its time. */
const answerMs = 900_000;

/** Speaks to the storage that runs. Throws NOT_RUNNING where nobody knows of one. */
export const storageClient = async (options: AddressOptions, { env }: Terminal): Promise<AdminClient> => {
  const { addresses } = await locateSystem(options, env);
  const url = addresses.services.storage;
  if (url === null) throw new AppError('NOT_RUNNING', { detail: 'nobody says where storage is' });
  return adminClient({ name: 'storage', url, token: env['ADMIN_TOKEN'], timeoutMs: answerMs });
};
