import { table } from '../output/table.js';
import type { MarketChoice } from '../run/plan.js';
import type { AddressOptions } from '../services/addresses.js';
import { adminClient } from '../services/admin-client.js';
import { Rejections, SyncReport } from '@tickettape/admin-answers';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';
import { withServices } from './with-services.js';

export type SyncOptions = CommonOptions & AddressOptions & MarketChoice;

/** Reads the sheet now and says what changed and which rows could not be used. Rows that were refused are no failure. */
export const syncEvents = async (options: SyncOptions, terminal: Terminal): Promise<number> => {
  const { report, rejections } = await withServices(['sheet-sync'], options, terminal, async ({ addresses, progress }) => {
    const sheetSync = adminClient({ name: 'sheet-sync', url: addresses.services['sheet-sync']!, token: terminal.env['ADMIN_TOKEN'] });
    progress('reading the sheet');
    return { report: await sheetSync.post(SyncReport, '/admin/sync'), ...(await sheetSync.get(Rejections, '/admin/rejections')) };
  });
  if (options.json) printJson(terminal, { ...report, rejections });
  else printText(terminal, describeSync(report, rejections));
  return 0;
};

const describeSync = ({ events, watches, watchesFailure }: SyncReport, rejections: Rejections['rejections']): string =>
  [
    `Events: ${describeTab(events)}`,
    ...(watches === null ? [] : [`Watches: ${describeTab(watches)}`]),
    ...(watchesFailure === null ? [] : [`Watches stay as they were: ${watchesFailure.message}`, `fix: ${watchesFailure.fix}`]),
    ...(rejections.length === 0 ? [] : ['', describeRejections(rejections)]),
  ].join('\n');

const describeTab = ({ rows, good, rejected, published, held }: SyncReport['events']): string => {
  const facts = Object.entries(published).map(([type, count]) => `${count} ${type}`);
  const parts = [`${good} of ${rows} rows good`, `${rejected} refused`, facts.length === 0 ? 'nothing new' : facts.join(', ')];
  return [...parts, ...(held > 0 ? [`${held} removals wait for a person: GET /admin/removals`] : [])].join(', ');
};

const describeRejections = (rejections: Rejections['rejections']): string =>
  table(
    ['Tab', 'Row', 'Column', '', 'Reason'],
    rejections.map(({ tab, row, column, severity, reason }) => [tab, row, column ?? '', severity, reason]),
  );
