import { StorageSummary } from '@tickettape/admin-answers';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { JSM } from '@tickettape/jetstream';
import { Database, type Query } from '../database/database.js';
import { projections } from '../projections.js';
import { streamInfo } from '../projector/stream.js';

const tables = ['events', 'sweeps', 'books', 'watches', 'alerts', 'watch_blindness', 'deliveries', 'messages', 'gaps'] as const;

type Counted = { name: string; count: number };

@ApiTags('summary')
@Controller('admin/summary')
export class SummaryController {
  constructor(
    private readonly database: Database,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What the tables hold, as of one moment' })
  @ApiOkResponse({ standardSchema: StorageSummary })
  async summary(): Promise<StorageSummary> {
    // The ends of the streams come first: what is applied meanwhile can only be more.
    const ends = await Promise.all(
      projections.map(async ({ name, stream }) => [name, (await streamInfo(this.jsm, stream)).state.last_seq] as const),
    );
    return this.database.snapshot(async (query) => ({ ...(await summarise(query)), caughtUp: await isCaughtUp(query, new Map(ends)) }));
  }
}

const summarise = async (query: Query): Promise<Omit<StorageSummary, 'caughtUp'>> => {
  const count = async (text: string) => byName(await query<Counted>(text));
  const events = await count(`select case when is_tracked then 'tracked' else 'untracked' end as name, count(*) from events group by 1`);
  const alerts = await count(`select case when closed_at is null then 'open' else 'closed' end as name, count(*) from alerts group by 1`);
  const deliveries = await count('select status as name, count(*) from messages group by 1');
  return {
    events: { tracked: events['tracked'] ?? 0, untracked: events['untracked'] ?? 0 },
    sweeps: await count('select outcome as name, count(*) from sweeps group by 1'),
    rows: await count(tables.map((table) => `select '${table}' as name, count(*) from ${table}`).join(' union all ')),
    alerts: { opened: (alerts['open'] ?? 0) + (alerts['closed'] ?? 0), open: alerts['open'] ?? 0 },
    deliveries: { sent: deliveries['sent'] ?? 0, failed: deliveries['failed'] ?? 0 },
    gaps: await count('select reason as name, count(*) from gaps group by 1'),
  };
};

const isCaughtUp = async (query: Query, ends: ReadonlyMap<string, number>): Promise<boolean> => {
  const positions = byName((await query<{ name: string; position: number }>('select name, position from projections')).map(asCount));
  return [...ends].every(([name, end]) => (positions[name] ?? 0) >= end);
};

const asCount = ({ name, position }: { name: string; position: number }): Counted => ({ name, count: position });

const byName = (rows: readonly Counted[]): Record<string, number> => Object.fromEntries(rows.map(({ name, count }) => [name, count]));
