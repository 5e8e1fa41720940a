import { tabNames, type TabName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import { nextMinute, QuotaExhausted } from './quota.js';

/** The spreadsheet has no tab of this name. */
export class MissingTab extends AppError {
  constructor(readonly tab: TabName) {
    super('SHEET_UNREADABLE', { detail: `the spreadsheet has no tab ${tab}`, fix: `Name one of its tabs ${tab}` });
  }
}

/** An error answer as Google's libraries throw it; without a status nobody answered. */
const Answer = z.object({
  status: z.int().optional(),
  code: z.union([z.string(), z.int()]).optional(),
  response: z.object({ data: z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) }) }).optional(),
});

/** What an error of the Sheets API or of its token endpoint means; `email` is the account a person has to share the sheet with. */
export const sheetsFailure = (error: unknown, email: string): AppError => {
  const { status, code, response } = Answer.safeParse(error).data ?? {};
  const told = response?.data.error;
  if (status === 429) return new QuotaExhausted(nextMinute(new Date()));
  if (typeof told === 'string')
    return unavailable(`the service account was refused (${told})`, 'Check the key of the service account and the clock');
  if (status === 400) return refused(told?.message ?? 'the request was refused');
  if (status === 401 || status === 403) return unavailable('the service account may not read it', `Share the sheet with ${email}`);
  if (status === 404) return unavailable('there is no spreadsheet of this id', `Check SHEET, and share the sheet with ${email}`);
  return unavailable(status === undefined ? `Google does not answer (${code ?? 'no reason given'})` : `Google answers HTTP ${status}`);
};

const refused = (message: string): AppError => {
  const tab = tabNames.find((name) => message.startsWith('Unable to parse range') && message.includes(name));
  return tab === undefined ? new AppError('SHEET_UNREADABLE', { detail: message }) : new MissingTab(tab);
};

const unavailable = (detail: string, fix?: string): AppError =>
  new AppError('SHEET_UNAVAILABLE', fix === undefined ? { detail } : { detail, fix });
