import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { timestamp } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import { Writer } from '../database/writer.js';
import { DATABASE_URL } from '../projector/projectors.js';
import { keepLiveLooks } from './keep-live-looks.js';
import { decideRetention, type Chunk, type Retention } from './decide-retention.js';
import { planEdition, policyStatements } from './edition.js';

export const RETENTION = Symbol('RETENTION');
export type RetentionSettings = { retentionDays: number | null; compressAfterDays: number | null };

const dayMs = 86_400_000;
const intervalMs = dayMs;
/** Milliseconds; so that whoever starts it often is spared, and a database that is being migrated is ready. */
const firstRunMs = 60_000;

/** Drops the oldest looks once a day, and on demand. Any number of replicas may do so. */
@Injectable()
export class RetentionJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('retention');
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    @Inject(RETENTION) private readonly settings: RetentionSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.retentionDays === null && this.settings.compressAfterDays === null) return;
    const run = () => void this.run().catch((error: unknown) => this.logger.warn(error));
    this.timers.push(setTimeout(run, firstRunMs).unref(), setInterval(run, intervalMs).unref());
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Throws DATABASE_UNAVAILABLE. */
  async run(): Promise<Retention> {
    const writer = await Writer.open(this.databaseUrl, 'retention', () => undefined);
    try {
      const policies = await this.applyPolicies(writer);
      if (policies.retention === 'policy') {
        await writer.transaction(keepLiveLooks(dropsSoon(this.settings.retentionDays!, Date.now())));
        return { kind: 'off' };
      }
      const decided = decideRetention({ ...(await readSituation(writer)), retentionDays: this.settings.retentionDays, nowMs: Date.now() });
      if (decided.kind === 'drop') await writer.transaction(dropStatements(decided.keptSince));
      this.logger.log({ ...decided, msg: `retention: ${decided.kind}` });
      return decided;
    } finally {
      await writer.close();
    }
  }

  private async applyPolicies(writer: Writer) {
    const [server] = await writer.query<{ license: string }>(`select current_setting('timescaledb.license') as license`);
    const plan = planEdition(server!.license, this.settings);
    if (plan.compression === 'not-in-this-edition')
      this.logger.warn('COMPRESS_AFTER_DAYS needs the Community edition of TimescaleDB; nothing is compressed');
    for (const { text, values } of policyStatements(plan, this.settings, server!.license)) await writer.query(text, values);
    return plan;
  }
}

/** Whatever a policy of the Community edition may drop before this job runs again, ISO 8601 in UTC. */
const dropsSoon = (retentionDays: number, nowMs: number): string => new Date(nowMs - retentionDays * dayMs + 2 * intervalMs).toISOString();

const readSituation = async (writer: Writer): Promise<{ chunks: Chunk[]; newestLookAt: string | null }> => {
  const chunks = await writer.query<{ name: string; ends_at: Date }>(`
    select chunk_name as name, range_end as ends_at from timescaledb_information.chunks
    where hypertable_name = 'sweeps' and hypertable_schema = current_schema() order by range_end`);
  const [newest] = await writer.query<{ at: Date | null }>('select max(observed_at) as at from books');
  return {
    chunks: chunks.map(({ name, ends_at: endsAt }) => ({ name, endsAt: endsAt.toISOString() })),
    newestLookAt: newest!.at?.toISOString() ?? null,
  };
};

/** The horizon before the chunks: who meets it waits until they are gone. */
const dropStatements = (keptSince: string): Statement[] => [
  ...keepLiveLooks(keptSince),
  {
    name: 'move-retention',
    text: `
      insert into retention as kept (relation, kept_since) values ('sweeps', $1)
      on conflict (relation) do update set kept_since = greatest(kept.kept_since, excluded.kept_since)`,
    values: [timestamp(keptSince)],
  },
  { name: 'drop-chunks', text: `select drop_chunks('sweeps', older_than => $1::timestamptz)`, values: [timestamp(keptSince)] },
];
