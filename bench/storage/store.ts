import type { Tape } from '@tickettape/jetstream';
import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { booksProjection } from '../../apps/storage/dist/books/books.projection.js';
import { migrateDatabase } from '../../apps/storage/dist/database/migrate-database.js';
import { Progress } from '../../apps/storage/dist/projector/progress.js';
import type { AnyProjection } from '../../apps/storage/dist/projector/projection.js';
import { runSession, type SessionTools } from '../../apps/storage/dist/projector/session.js';
import { cpuMsOf, ownCpuMs } from './cpu.ts';
import type { Span } from './span.ts';
import { walBytes } from './wal.ts';

type Committed = { position: number; sweeps: number };

type Pace = {
  /** Of one transaction; as many as storage takes by itself where it is not told. */
  maxMessages?: number;
  /** Sweeps before the clock starts: a service opens its connection and prepares its statements once in its life. */
  warmUpSweeps: number;
};

const asItComes: Pace = { warmUpSweeps: 1 };

/** One sweep per transaction, as when nothing is behind. */
export const live: Pace = { maxMessages: 1, warmUpSweeps: 50 };

/** Our tables, filled from the stream BOOKS by the projector of the service itself. */
export type Store = {
  database: FreshDatabase;
  /** Projects up to stream sequence `to`; measured to the last commit from the first one that is not warming up. */
  follow: (to: number, pace?: Pace) => Promise<Span>;
  /** Projects for as long as `work` takes; `onCommit` hears of every transaction. */
  followDuring: (onCommit: (committed: Committed) => void, work: () => Promise<void>) => Promise<void>;
};

export const openStore = async (tape: Tape): Promise<Store> => {
  const database = await freshDatabase();
  await migrateDatabase(database.url);
  return {
    database,
    follow: (to, pace = asItComes) => follow(tape, database, to, pace),
    followDuring: async (onCommit, work) => {
      const session = startSession(tape, database.url, onCommit);
      try {
        await Promise.race([work(), session.ended]);
      } finally {
        await session.stop();
      }
    },
  };
};

const follow = async (tape: Tape, database: FreshDatabase, to: number, { maxMessages, warmUpSweeps }: Pace): Promise<Span> => {
  const meter = new Meter(warmUpSweeps);
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const onCommit = ({ position, sweeps }: Committed) => {
    meter.count(sweeps);
    if (position < to) return;
    meter.stop();
    arrive();
  };
  const walBefore = await walBytes(database.pool);
  const session = startSession(tape, database.url, onCommit, maxMessages);
  void backendOf(database).then((pid) => (meter.pid = pid));
  await Promise.race([arrived, session.ended]);
  await session.stop();
  return meter.span((await walBytes(database.pool)) - walBefore);
};

/** Reads clock and processors at the commit that ends the warming up and at the last one; what came before is not counted. */
class Meter {
  pid = 0;
  private readonly warmUpSweeps: number;
  private first: { ms: number; ownCpuMs: number } | null = null;
  private sweeps = 0;
  private all = 0;
  private last = { ms: 0, ownCpuMs: 0, databaseCpuMs: 0 };

  constructor(warmUpSweeps: number) {
    this.warmUpSweeps = warmUpSweeps;
  }

  count(sweeps: number): void {
    this.all += sweeps;
    if (this.first !== null) this.sweeps += sweeps;
    else if (this.all >= this.warmUpSweeps) this.first = { ms: performance.now(), ownCpuMs: ownCpuMs() };
  }

  stop(): void {
    this.last = { ms: performance.now(), ownCpuMs: ownCpuMs(), databaseCpuMs: cpuMsOf(this.pid) };
  }

  /** The server's figures are those of the whole session, so they are scaled to the sweeps that count. */
  span(walBytes: number): Span {
    const { sweeps, all, last, first } = this;
    const share = sweeps / all;
    const since = { ms: last.ms - first!.ms, ownCpuMs: last.ownCpuMs - first!.ownCpuMs };
    return { sweeps, ...since, databaseCpuMs: last.databaseCpuMs * share, walBytes: walBytes * share };
  }
}

const backendOf = async ({ pool }: FreshDatabase): Promise<number> => {
  for (;;) {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name like 'tickettape-storage%'`,
    );
    if (rows[0]) return rows[0].pid;
  }
};

const startSession = (tape: Tape, databaseUrl: string, onCommit: (committed: Committed) => void, maxBatchMessages?: number) => {
  const stopping = new AbortController();
  const tools: SessionTools = {
    databaseUrl,
    schema: null,
    ...tape,
    ...(maxBatchMessages !== undefined && { maxBatchMessages }),
    bury: async (_, reason) => Promise.reject(new Error(reason)),
    report: {
      committed: (_, batch, { position }) => onCommit({ position, sweeps: batch.length }),
      lag: () => undefined,
      state: () => undefined,
    },
  };
  const running = runSession(booksProjection as AnyProjection, tools, new Progress(), stopping.signal);
  return {
    ended: running,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
