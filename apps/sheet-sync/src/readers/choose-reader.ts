import { existsSync } from 'node:fs';
import { AppError } from '@tickettape/errors';
import { csvSheet, isUrl } from './csv-sheet.js';
import { googleSheet } from './google-sheets.js';
import { readServiceAccount } from './service-account.js';
import type { SheetReader } from './sheet.js';

export type SheetSettings = {
  SHEET: string;
  SHEET_WATCHES?: string | undefined;
  GOOGLE_APPLICATION_CREDENTIALS?: string | undefined;
  GOOGLE_SHEETS_ROOT_URL?: string | undefined;
};

type Place = { kind: 'csv'; events: string } | { kind: 'google'; spreadsheetId: string };

/** What SHEET names: an address, a file (also one that is not there yet), or the id of a Google sheet. */
export const placeOf = (sheet: string, { hasAccount, isFile }: { hasAccount: boolean; isFile: boolean }): Place | null => {
  if (isUrl(sheet)) return placeOfUrl(new URL(sheet), hasAccount);
  if (isFile || /[/\\]|\.csv$/i.test(sheet)) return { kind: 'csv', events: sheet };
  return /^[A-Za-z0-9_-]{20,}$/.test(sheet) ? { kind: 'google', spreadsheetId: sheet } : null;
};

/** The address a browser shows for a Google sheet is taken for the sheet itself. */
const placeOfUrl = (url: URL, hasAccount: boolean): Place => {
  const id = /^\/spreadsheets\/d\/([A-Za-z0-9_-]{20,})\/(?:edit|view)?$/.exec(url.pathname)?.[1];
  if (url.hostname !== 'docs.google.com' || id === undefined) return { kind: 'csv', events: url.href };
  if (hasAccount) return { kind: 'google', spreadsheetId: id };
  const gid = /gid=(\d+)/.exec(url.hash || url.search)?.[1] ?? '0';
  return { kind: 'csv', events: `https://docs.google.com/spreadsheets/d/${id}/export?format=csv&gid=${gid}` };
};

/** The reader for SHEET. Throws CONFIG_INVALID where it names nothing readable or the service account is missing. */
export const chooseReader = (settings: SheetSettings): SheetReader => {
  const { SHEET, SHEET_WATCHES, GOOGLE_APPLICATION_CREDENTIALS: credentials, GOOGLE_SHEETS_ROOT_URL: rootUrl } = settings;
  const place = placeOf(SHEET, { hasAccount: credentials !== undefined, isFile: existsSync(SHEET) });
  if (place === null)
    throw new AppError('CONFIG_INVALID', { detail: 'SHEET: must be a CSV file, an address of CSV, or the id of a Google sheet' });
  if (place.kind === 'csv') return csvSheet(place.events, SHEET_WATCHES);
  if (credentials === undefined)
    throw new AppError('CONFIG_INVALID', { detail: 'GOOGLE_APPLICATION_CREDENTIALS: required to read a Google sheet by its id' });
  return googleSheet({ spreadsheetId: place.spreadsheetId, account: readServiceAccount(credentials), rootUrl });
};
