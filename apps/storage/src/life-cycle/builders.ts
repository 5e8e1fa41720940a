import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { JS, JSM } from '@tickettape/jetstream';
import { setTimeout as delay } from 'node:timers/promises';
import { Database } from '../database/database.js';
import { migrateDatabase } from '../database/migrate-database.js';
import { projections } from '../projections.js';
import { Projector } from '../projector/projector.js';
import { DATABASE_URL } from '../projector/projectors.js';
import { findSchemas } from './find-schemas.js';
import { withSample, type Sample } from './pace.js';
import { rebuildReport } from './rebuild-report.js';
import { readStandings } from './standing.js';
import { versionsOf } from './versions.js';

/** Milliseconds between two looks for a rebuild: how late this replica notices one that another has begun, dropped or switched to. */
const intervalMs = 1_000;

/** Messages in one transaction: the live tables wait for the same process while one is made ready. */
const maxBatchMessages = 200;

/**
 * Builds the tables of a rebuild while there is one: what the database holds says whether, so a restart goes on where the last process was, and of
 * several replicas the locks leave each projection to one. It writes tables and nothing else: a message that cannot become rows was buried when it was new.
 */
@Injectable()
export class Builders implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Of the rebuild that this replica works on or stands by for. */
  all: readonly Projector[] = [];
  schema: string | null = null;
  /** Why the tables could not be made; null where they were. */
  problem: Error | null = null;
  samples: readonly Sample[] = [];
  private readonly stopping = new AbortController();
  private readonly logger = new Logger('rebuild');
  private following: Promise<void> = Promise.resolve();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    @Inject(JS) private readonly js: JetStreamClient,
    @Inject(JSM) private readonly jsm: JetStreamManager,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
  ) {}

  onApplicationBootstrap(): void {
    this.following = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.following;
    await this.leave();
  }

  /** Looks for a rebuild now, and begins to build it; leaves one that is no longer there. */
  look(): Promise<void> {
    return this.inTurn(() => this.lookOnce());
  }

  /** Nothing is begun or left by itself while `work` runs. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Resolves when this replica writes no rebuild any more, with the batch in hand committed or refused. */
  async leave(): Promise<void> {
    const left = this.all;
    [this.all, this.schema, this.problem, this.samples] = [[], null, null, []];
    await Promise.all(left.map((projector) => projector.stop()));
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await delay(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async lookOnce(): Promise<void> {
    try {
      // One that was begun by another version of the program is left to that.
      const found = (await findSchemas(this.database.query, 'rebuild')).find(({ note }) => note === versionsOf(projections))?.name ?? null;
      if (found !== this.schema) await this.leave();
      if (found !== null && this.schema === null && !this.stopping.signal.aborted) await this.begin(found);
      if (this.schema !== null) await this.sample(this.schema);
      this.problem = null;
    } catch (error) {
      // While the database is away, the builders say so themselves.
      if (this.problem === null && this.schema === null) this.logger.warn(error);
      this.problem = error instanceof Error ? error : new Error(String(error));
    }
  }

  private async begin(schema: string): Promise<void> {
    await migrateDatabase(this.databaseUrl, schema);
    const { databaseUrl, js, jsm } = this;
    const tools = { databaseUrl, schema, js, jsm, bury: async () => undefined, report: rebuildReport, maxBatchMessages };
    this.all = projections.map((projection) => new Projector(projection, tools, this.logger));
    this.schema = schema;
    for (const projector of this.all) projector.start();
  }

  private async sample(schema: string): Promise<void> {
    const messages = (await readStandings(this.database.query, schema)).reduce((sum, { position }) => sum + position, 0);
    this.samples = withSample(this.samples, { atMs: performance.now(), messages });
  }
}
