import { tabNames, type TabName } from '@tickettape/contracts';
import { sheets, type sheets_v4 } from '@googleapis/sheets';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import { MissingTab, sheetsFailure } from './google-failure.js';
import { absentTab } from './optional-tab.js';
import { QuotaExhausted } from './quota.js';
import { signIn, type ServiceAccount } from './service-account.js';
import type { Cell, SheetReader, Tab } from './sheet.js';

const timeoutMs = 30_000;

export type GoogleSheetSettings = {
  spreadsheetId: string;
  account: ServiceAccount;
  /** Another server that speaks the Sheets API; Google's where undefined. */
  rootUrl: string | undefined;
};

/** Reads both tabs by one request; by a second one where the spreadsheet has no tab `Watches`, because Google then refuses the first as a whole. */
export const googleSheet = (settings: GoogleSheetSettings): SheetReader => {
  const readTabs = tabsReader(settings);
  return {
    kind: 'google-sheets',
    read: async (signal) => {
      try {
        const [events, watches] = await readTabs(tabNames, signal);
        return { events: events!, watches: isBlank(watches!) ? absentTab : { state: 'read', tab: watches! } };
      } catch (error) {
        if (!(error instanceof MissingTab) || error.tab !== 'Watches') throw error;
        const [events] = await readTabs(['Events'], signal);
        return { events: events!, watches: absentTab };
      }
    },
  };
};

/** A tab that nobody has written into says nothing. */
const isBlank = ({ grid }: Tab): boolean => grid.length === 0;

/** After an exhausted quota nothing is asked until the next minute. */
const tabsReader = ({ spreadsheetId, account, rootUrl }: GoogleSheetSettings) => {
  const api = sheets({ version: 'v4', auth: signIn(account), ...(rootUrl === undefined ? {} : { rootUrl }) });
  let exhausted: QuotaExhausted | undefined;

  return async (names: readonly TabName[], signal: AbortSignal): Promise<Tab[]> => {
    if (exhausted && exhausted.retryAt.getTime() > Date.now()) throw exhausted;
    const answer = await batchGet(api, spreadsheetId, names, signal).catch((error: unknown) => {
      const failure = sheetsFailure(error, account.client_email);
      if (failure instanceof QuotaExhausted) exhausted = failure;
      throw failure;
    });
    return tabsOf(answer, names);
  };
};

/** Unformatted, so that an id is 153000000 and not 1.53E+08 or 153,000,000; dates as they are shown, because their number would say nothing. */
const batchGet = async (api: sheets_v4.Sheets, spreadsheetId: string, names: readonly TabName[], signal: AbortSignal): Promise<unknown> => {
  const ranges = names.map((name) => `'${name}'`);
  const rendering = { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING', majorDimension: 'ROWS' };
  const { data } = await api.spreadsheets.values.batchGet(
    { spreadsheetId, ranges, ...rendering },
    { retry: false, timeout: timeoutMs, signal },
  );
  return data;
};

const ValueRange = z.object({ values: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))).default([]) });

const tabsOf = (answer: unknown, names: readonly TabName[]): Tab[] => {
  const { success, data } = z.object({ valueRanges: z.array(ValueRange).length(names.length) }).safeParse(answer);
  if (!success) throw new AppError('SHEET_UNREADABLE', { detail: 'the answer is not that of values:batchGet' });
  return data.valueRanges.map(({ values }) => ({ grid: values.map((row) => withoutBeyond(row, values[0]!.length)), endsOpen: false }));
};

/** Cells to the right of the header are remarks beside the table, not cells that slipped. */
const withoutBeyond = (row: readonly Cell[], width: number): readonly Cell[] => row.slice(0, width);
