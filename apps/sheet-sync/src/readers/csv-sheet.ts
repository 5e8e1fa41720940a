import { dirname, join } from 'node:path';
import { readCsvFile, readCsvFileIfThere } from './csv-file.js';
import { readCsvUrl } from './csv-url.js';
import { absentTab, readOptional } from './optional-tab.js';
import type { OptionalTab, SheetReader, Tab } from './sheet.js';

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

const readCsv = (place: string, signal: AbortSignal): Promise<Tab> => (isUrl(place) ? readCsvUrl(place, signal) : readCsvFile(place));

/** A sheet as one CSV per tab, each a file or an address. Without `watches`, a file has `watches.csv` beside it or none, an address has none. */
export const csvSheet = (events: string, watches: string | undefined): SheetReader => ({
  kind: isUrl(events) ? 'csv-url' : 'csv-file',
  read: async (signal) => ({
    events: await readCsv(events, signal),
    watches: watches === undefined ? await readBeside(events) : await readOptional(() => readCsv(watches, signal)),
  }),
});

const readBeside = async (events: string): Promise<OptionalTab> =>
  isUrl(events) ? absentTab : readOptional(() => readCsvFileIfThere(join(dirname(events), 'watches.csv')));
