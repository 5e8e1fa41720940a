import { AppError } from '@tickettape/errors';
import axios, { type AxiosResponse, isAxiosError } from 'axios';
import { largestSheetBytes, parseCsv } from './parse-csv.js';
import { QuotaExhausted, retryAtOf } from './quota.js';
import { nextHop } from './redirect.js';
import type { Tab } from './sheet.js';

const silenceMs = 15_000;
const deadlineMs = 60_000;
const mostRedirects = 5;

/**
 * The CSV behind an address. Throws SHEET_UNAVAILABLE where another try may help, SHEET_UNREADABLE where the answer is something else than CSV
 * or leads elsewhere. Errors name the host only: the rest of the address may be a secret.
 */
export const readCsvUrl = async (address: string, signal: AbortSignal): Promise<Tab> => {
  const until = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  let url = new URL(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await get(url, until);
    if (!isRedirect(response.status)) return tabOf(url, response);
    url = nextHop(url, headerOf(response, 'location'));
  }
  throw new AppError('SHEET_UNREADABLE', { detail: `${url.hostname} redirects more than ${mostRedirects} times` });
};

const get = async (url: URL, signal: AbortSignal): Promise<AxiosResponse<Buffer>> => {
  const headers = { accept: 'text/csv', 'user-agent': 'tickettape-sheet-sync/0.1' };
  const limits = { timeout: silenceMs, maxContentLength: largestSheetBytes, maxRedirects: 0, signal };
  try {
    return await axios.get<Buffer>(url.href, { ...limits, headers, responseType: 'arraybuffer', validateStatus: () => true });
  } catch (cause) {
    throw failed(url, cause);
  }
};

const failed = (url: URL, cause: unknown): AppError => {
  const message = isAxiosError(cause) ? cause.message : String(cause);
  if (/maxContentLength/.test(message))
    return new AppError('SHEET_UNREADABLE', { detail: `${url.hostname} gives more than ${largestSheetBytes} bytes` });
  const code = isAxiosError(cause) && cause.code !== undefined ? cause.code : 'no answer';
  const detail = /abort/i.test(message) ? `the answer of ${url.hostname} broke off` : `${url.hostname} does not answer (${code})`;
  return new AppError('SHEET_UNAVAILABLE', { detail });
};

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const tabOf = (url: URL, response: AxiosResponse<Buffer>): Tab => {
  const { status, data } = response;
  if (status === 429) throw new QuotaExhausted(retryAtOf(headerOf(response, 'retry-after'), new Date()));
  if (status !== 200) throw new AppError('SHEET_UNAVAILABLE', { detail: `${url.hostname} answers HTTP ${status}` });
  if (/html/i.test(headerOf(response, 'content-type') ?? ''))
    throw new AppError('SHEET_UNREADABLE', { detail: `${url.hostname} gives HTML, such as a login page` });
  return parseCsv(data);
};

const headerOf = ({ headers }: AxiosResponse, name: string): string | undefined => {
  const value: unknown = headers[name];
  return typeof value === 'string' ? value : undefined;
};
