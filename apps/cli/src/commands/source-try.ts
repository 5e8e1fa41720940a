import { TryAnswer, type TryReport } from '@tickettape/admin-answers';
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { AppError, errorCodes, type ErrorCode } from '@tickettape/errors';
import { formatBareAmount } from '../format/amount.js';
import { progressTo } from '../output/progress.js';
import { unknown } from '../format/span.js';
import { table } from '../output/table.js';
import { clone } from '../run/programs.js';
import { resolveAddresses } from '../services/addresses.js';
import { findRunningSystem } from '../services/find-running-system.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type SourceTryOptions = CommonOptions & { event: string; source?: string; fixture?: string; limit: number };

/** Looks once at one event of a source that is being configured, or reads an answer from a file. Exit code 1 where nothing is seen. */
export const trySource = async (config: string, options: SourceTryOptions, terminal: Terminal): Promise<number> => {
  if (options.fixture === undefined) progressTo(terminal.stderr)('asking the source, at its pace');
  const report = await ask(config, options, terminal);
  if (options.json) printJson(terminal, report);
  else printText(terminal, describe(report, options.limit));
  return report.detail === null ? 0 : 1;
};

/** The collector reads sources; this command only shows what it says. */
const ask = async (config: string, { event, source, fixture }: SourceTryOptions, terminal: Terminal): Promise<TryReport> => {
  const { natsUrl } = resolveAddresses({}, terminal.env, await findRunningSystem(terminal.env));
  const file = (path: string) => resolve(terminal.folder, path);
  const args = [
    '--config',
    file(config),
    '--event',
    event,
    ...(source ? ['--source', source] : []),
    ...(fixture ? ['--fixture', file(fixture)] : []),
  ];
  const env = { ...process.env, ...terminal.env, ...(natsUrl === null ? {} : { NATS_URL: natsUrl }) };
  const answer = TryAnswer.parse(JSON.parse(await run(args, env)));
  if ('report' in answer) return answer.report;
  const { code, message, fix } = answer.error;
  if (!(code in errorCodes)) throw new Error(message);
  throw new AppError(code as ErrorCode, { detail: message.replace(`${errorCodes[code as ErrorCode].message}: `, ''), fix });
};

const run = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((done, reject) => {
    const settings = { cwd: join(clone, 'apps/collector'), env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, ['dist/try/main.js', ...args], settings, (error, stdout, stderr) => {
      if (error === null) return done(stdout);
      reject(new Error(`the collector ended: ${stderr.trim().split('\n').at(-1) ?? error.message}`));
    });
  });

const describe = (report: TryReport, limit: number): string => {
  const { listings, skipped } = report;
  const shown = listings.slice(0, limit);
  return [
    ...(listings.length === 0 ? [] : [tableOf(shown)]),
    ...(shown.length < listings.length ? [`and ${listings.length - shown.length} more (--limit)`] : []),
    ...(skipped.length === 0 ? [] : [`Not read: ${skipped.length}`, skippedTable(skipped)]),
    summaryOf(report),
  ].join('\n\n');
};

const tableOf = (listings: TryReport['listings']): string =>
  table(
    ['Listing', 'Section', 'Row', 'Tickets', 'All-in', 'List', 'Proceeds', 'Currency'],
    listings.map(({ listingId, section, row, quantity, allInPrice, listPrice, netProceeds, currency }) => [
      listingId,
      section ?? unknown,
      row ?? unknown,
      quantity ?? unknown,
      formatBareAmount(allInPrice, currency),
      formatBareAmount(listPrice, currency),
      formatBareAmount(netProceeds, currency),
      currency ?? unknown,
    ]),
  );

const mostSkipped = 20;
const skippedTable = (skipped: TryReport['skipped']): string =>
  table(
    ['Listing', 'Why'],
    skipped.slice(0, mostSkipped).map(({ listingId, reason }) => [listingId ?? unknown, reason]),
  );

const summaryOf = (report: TryReport): string => {
  const { outcome, detail, doubts, received, expected, listings, requests, untold, source, eventId } = report;
  const counts = `${listings.length} of ${expected ?? received} listings read`;
  const told = detail === null ? counts : detail;
  return [
    `${source}/${eventId}: ${outcome}: ${told}${doubts.length === 0 ? '' : ` (${doubts.join(', ')})`}`,
    ...(untold.length === 0 || listings.length === 0 ? [] : [`Not told by any listing: ${untold.join(', ')}`]),
    ...(isTakenForWhole(report)
      ? ['Nothing says how many listings there are (`total`): if this is a part, it would be taken for the whole']
      : []),
    ...(requests === 0 ? [] : [`${requests} ${requests === 1 ? 'request' : 'requests'}; nothing was recorded`]),
  ].join('\n');
};

const readByConfiguration = ['json', 'html', 'browser'];

const isTakenForWhole = ({ kind, outcome, expected, listings }: TryReport): boolean =>
  readByConfiguration.includes(kind) && outcome === 'complete' && expected === null && listings.length > 0;
