import { Requests } from '@tickettape/admin-answers';
import { formatSpan } from '../format/span.js';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { collectorClient } from '../services/collector-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type RequestsOptions = CommonOptions & AddressOptions & { last: number; eventId?: string; source?: string; result?: string };

/** Shows the newest entries of the ledger of requests. */
export const requests = async (options: RequestsOptions, terminal: Terminal): Promise<number> => {
  const collector = await collectorClient(options, terminal);
  const ledger = await collector.get(Requests, `/admin/requests?${queryOf(options)}`);
  if (options.json) printJson(terminal, ledger);
  else printText(terminal, describe(ledger));
  return 0;
};

const queryOf = ({ last, eventId, source, result }: RequestsOptions): string =>
  new URLSearchParams({ last: String(last), ...(eventId && { eventId }), ...(source && { source }), ...(result && { result }) }).toString();

const describe = (ledger: Requests): string =>
  ledger.requests.length === 0
    ? 'No such request is in the ledger.'
    : table(
        ['At', 'Event', 'Host', 'Result', 'Status', 'Waited', 'Took', 'Retry after', 'By'],
        ledger.requests.map(({ at, source, eventId, host, result, httpStatus, waitedMs, tookMs, retryAfterMs, replica }) => [
          at,
          `${source}/${eventId}`,
          host,
          result,
          httpStatus ?? '',
          `${waitedMs} ms`,
          `${tookMs} ms`,
          retryAfterMs === null ? '' : formatSpan(retryAfterMs),
          replica,
        ]),
      );
