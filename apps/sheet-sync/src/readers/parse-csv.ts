import { AppError } from '@tickettape/errors';
import { CsvError, parse } from 'csv-parse/sync';
import type { Tab } from './sheet.js';

/** Larger than any catalogue a person keeps: 10,000 events with notes are about 2 MB. */
export const largestSheetBytes = 16 * 1024 * 1024;

/** A tab of CSV text (RFC 4180, with or without BOM, any line break). Throws SHEET_UNREADABLE where it is something else or only a part. */
export const parseCsv = (bytes: Uint8Array): Tab => {
  const text = decode(bytes);
  const foreign = foreignFormat(text);
  if (foreign !== null) throw new AppError('SHEET_UNREADABLE', { detail: foreign });
  const grid = recordsOf(text);
  const endsOpen = !/[\r\n]$/.test(text);
  const width = grid[0]?.length ?? 0;
  if (endsOpen && grid.length > 1 && grid.at(-1)!.length < width)
    throw half(`its last row ends after ${grid.at(-1)!.length} of ${width} cells`);
  return { grid, endsOpen };
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('SHEET_UNREADABLE', { cause, detail: 'it is not text in UTF-8; save it as "CSV UTF-8"' });
  }
};

/** What the text is instead of CSV, in words; null where nothing speaks against CSV. */
const foreignFormat = (text: string): string | null => {
  if (text.trim() === '') return 'it is empty';
  if (/^\s*</.test(text)) return 'it is HTML or XML, such as a login page';
  if (/^\s*[{[]/.test(text)) return 'it is JSON';
  return text.startsWith('PK\u0003\u0004') || text.includes('\u0000') ? 'it is a binary file, such as an Excel workbook' : null;
};

const recordsOf = (text: string): string[][] => {
  try {
    return parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: false });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    if (cause.code === 'CSV_QUOTE_NOT_CLOSED') throw half('a quoted cell never ends', cause);
    throw new AppError('SHEET_UNREADABLE', {
      cause,
      detail: `line ${String(cause['lines'])} has a quote in the middle of a cell; double it and quote the cell`,
    });
  }
};

const half = (why: string, cause?: unknown): AppError =>
  new AppError('SHEET_UNREADABLE', {
    cause,
    detail: `it is only a part of a sheet: ${why}`,
    fix: 'Nothing if it was being written; else export it again',
  });
