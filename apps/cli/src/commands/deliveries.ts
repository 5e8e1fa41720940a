import { DeadDeliveries, Redriven } from '@tickettape/admin-answers';
import { AppError } from '@tickettape/errors';
import { formatAge } from '../format/span.js';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { notifierClient } from '../services/notifier-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

type Options = CommonOptions & AddressOptions;

export const listFailed = async (options: Options, terminal: Terminal): Promise<number> => {
  const { deliveries } = await (await notifierClient(options, terminal)).get(DeadDeliveries, '/admin/deliveries/failed');
  if (options.json) printJson(terminal, { deliveries });
  else printText(terminal, deliveries.length === 0 ? 'Nothing failed' : failedTable(deliveries));
  return 0;
};

const failedTable = (deliveries: DeadDeliveries['deliveries']): string =>
  table(
    ['Age', 'Recipient', 'Key', 'Failed by', 'Sent by'],
    deliveries.map(({ queuedAt, recipient, deliveryKey, failed, sent }) => [
      formatAge(queuedAt, Date.now()),
      recipient,
      deliveryKey,
      failed.join(', '),
      sent.join(', '),
    ]),
  );

/** Sends one again, or all. */
export const redriveFailed = async (key: string | undefined, options: Options & { all?: boolean }, terminal: Terminal): Promise<number> => {
  if ((key === undefined) === (options.all !== true))
    throw new AppError('CONFIG_INVALID', {
      detail: 'which one?',
      fix: 'Say tape deliveries redrive <key>, or tape deliveries redrive --all',
    });
  const notifier = await notifierClient(options, terminal);
  const { deliveries } = await notifier.get(DeadDeliveries, '/admin/deliveries/failed');
  const chosen = deliveries.filter(({ deliveryKey }) => options.all || deliveryKey === key);
  if (chosen.length === 0 && !options.all)
    throw new AppError('NOT_FOUND', { detail: `no failed message ${key}`, fix: 'tape deliveries failed lists what there is' });
  const redriven: Redriven[] = [];
  for (const { recipient, deliveryKey } of chosen)
    redriven.push(await notifier.post(Redriven, '/admin/deliveries/redrive', { recipient, deliveryKey }));
  if (options.json) printJson(terminal, { redriven });
  else
    printText(
      terminal,
      redriven.map(({ deliveryKey, channels }) => `${deliveryKey} goes out by ${channels.join(', ')}`).join('\n') || 'Nothing failed',
    );
  return 0;
};
