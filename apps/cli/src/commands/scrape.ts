import { bookName, CatalogFact, outcomeOf, type BookFact } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { connectTape, readLast, type Tape } from '@tickettape/jetstream';
import { formatAmount, formatCount } from '../format/amount.js';
import { unknown } from '../format/span.js';
import { table } from '../output/table.js';
import { awaitLooks } from '../run/await-looks.js';
import type { MarketChoice } from '../run/plan.js';
import type { Addresses, AddressOptions } from '../services/addresses.js';
import { accessTo } from '../services/nats-access.js';
import { adminClient } from '../services/admin-client.js';
import { Sweeps, SyncReport } from '@tickettape/admin-answers';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';
import { withServices, type Workplace } from './with-services.js';

export type ScrapeOptions = CommonOptions & AddressOptions & MarketChoice & { eventId?: string; source?: string };

/** Looks now, within the floors of the source, and prints how each look ended. A blind look is a result and no failure. */
export const scrape = async (options: ScrapeOptions, terminal: Terminal): Promise<number> => {
  const looks = await withServices(['sheet-sync', 'collector', 'storage'], options, terminal, (workplace) =>
    sweepNow(workplace, options, terminal),
  );
  if (options.json) printJson(terminal, { sweeps: looks });
  else printText(terminal, describeLooks(looks));
  return 0;
};

type Look = Pick<BookFact['data'], 'source' | 'eventId' | 'sequence' | 'observedAt'> & {
  name: string | null;
  outcome: string;
  /** Why it was blind. */
  detail: string | null;
  received: number | null;
  stats: Extract<BookFact, { type: 'book.confirmed.v1' }>['data']['stats'];
};

/** How long a due sweep may take: its turn at the source, three tries and their back-off. */
const patienceMs = 120_000;

const sweepNow = async ({ addresses, progress, own }: Workplace, options: ScrapeOptions, { env }: Terminal): Promise<Look[]> => {
  if (addresses.natsUrl === null) throw new AppError('NOT_RUNNING', { detail: 'NATS_URL is not set' });
  const collector = adminClient({ name: 'collector', url: addresses.services.collector!, token: env['ADMIN_TOKEN'] });
  const tape = await connectTape({ ...accessTo(addresses.natsUrl, env), name: 'tape scrape', waitForServer: false });
  try {
    if (own) await readSheet(addresses, env['ADMIN_TOKEN']);
    const afterPosition = (await tape.jsm.streams.info('BOOKS')).state.last_seq;
    const { sweeps } = await collector.post(Sweeps, '/admin/sweeps', wanted(options));
    progress(`waiting for ${sweeps.length} ${sweeps.length === 1 ? 'look' : 'looks'}`);
    const lastDueMs = Math.max(...sweeps.map(({ dueAt }) => Date.parse(dueAt)));
    const timeoutMs = Math.max(0, lastDueMs - Date.now()) + patienceMs;
    const onLook = (look: BookFact) => progress(`${bookName(look.data)}: ${outcomeOf(look)}`);
    const names = await namesOf(tape);
    return (await awaitLooks(tape, sweeps, { afterPosition, timeoutMs, onLook })).map((look) => lookOf(look, names));
  } finally {
    await tape.nc.close();
  }
};

/** A collector that has just been started knows no event before the sheet is on the tape. */
const readSheet = (addresses: Addresses, token: string | undefined): Promise<SyncReport> =>
  adminClient({ name: 'sheet-sync', url: addresses.services['sheet-sync']!, token }).post(SyncReport, '/admin/sync');

const wanted = ({ eventId, source }: ScrapeOptions) => (eventId === undefined ? {} : { eventId, source });

const namesOf = async ({ jsm }: Tape): Promise<Map<string, string>> => {
  const names = new Map<string, string>();
  for await (const message of readLast(jsm, 'CATALOG', 'catalog.*.*')) {
    const { success, data } = CatalogFact.safeParse(message.json());
    if (success) names.set(bookName(data.data), data.data.name);
  }
  return names;
};

const lookOf = (look: BookFact, names: ReadonlyMap<string, string>): Look => {
  const { source, eventId, sequence, observedAt } = look.data;
  const common = { source, eventId, sequence, observedAt, name: names.get(bookName(look.data)) ?? null, outcome: outcomeOf(look) };
  return look.type === 'coverage.lost.v1'
    ? { ...common, detail: look.data.detail, received: null, stats: null }
    : { ...common, detail: look.data.doubts.join(', ') || null, received: look.data.received, stats: look.data.stats };
};

const describeLooks = (looks: readonly Look[]): string =>
  table(
    ['Event', 'Name', 'Outcome', 'Listings', 'Tickets', 'Get-in', 'Median', 'Remark'],
    looks.map(({ eventId, name, outcome, received, stats, detail }) => [
      eventId,
      name ?? unknown,
      outcome,
      formatCount(stats?.listings ?? received),
      formatCount(stats?.tickets ?? null),
      formatAmount(stats?.min ?? null, stats?.currency ?? null),
      formatAmount(stats?.median ?? null, stats?.currency ?? null),
      detail ?? '',
    ]),
  );
