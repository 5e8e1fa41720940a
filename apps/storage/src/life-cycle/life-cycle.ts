import type { RebuildStatus } from '@tickettape/admin-answers';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import { JSM } from '@tickettape/jetstream';
import { Database } from '../database/database.js';
import type { Writer } from '../database/writer.js';
import { projections } from '../projections.js';
import { DATABASE_URL } from '../projector/projectors.js';
import { Builders } from './builders.js';
import { compareTables, type ComparedTables } from './compare-tables.js';
import { createSchema } from './create-schema.js';
import { dropSchema } from './drop-schema.js';
import { findSchemas } from './find-schemas.js';
import { keepTables } from './keeper.js';
import { objections, type AcceptableObjection } from './objections.js';
import { readRebuildStatus } from './rebuild-status.js';
import { liveSchema, schemaName, type SchemaKind } from './schema-names.js';
import { switchTables } from './switch-tables.js';
import { versionsOf } from './versions.js';

/** Milliseconds for which a switch waits for whoever uses the live tables. */
const patienceMs = 60_000;

/** The steps of a rebuild that a person asks for. Any replica may take them; one at a time is taken. */
@Injectable()
export class LifeCycle {
  private readonly logger = new Logger('rebuild');

  constructor(
    private readonly database: Database,
    @Inject(JSM) private readonly jsm: JetStreamManager,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    private readonly builders: Builders,
  ) {}

  /** null where there is no rebuild. */
  async status(): Promise<RebuildStatus | null> {
    const [found] = await findSchemas(this.database.query, 'rebuild');
    return found ? readRebuildStatus(this.database.query, this.jsm, found.name, this.builders) : null;
  }

  /** Schemas of tables that were live, the oldest first. */
  async retired(): Promise<string[]> {
    return (await findSchemas(this.database.query, 'retired')).map(({ name }) => name);
  }

  /** Begins to build all tables from the start of the streams. Throws REBUILD_EXISTS. */
  async begin(): Promise<RebuildStatus> {
    const schema = schemaName('rebuild', new Date());
    await keepTables(this.databaseUrl, async (keeper) => {
      const [exists] = await findSchemas(keeper.query.bind(keeper), 'rebuild');
      if (exists) throw new AppError('REBUILD_EXISTS', { detail: exists.name });
      await createSchema(keeper, schema, versionsOf(projections));
    });
    this.logger.log({ schema, msg: 'a rebuild begins' });
    await this.builders.look();
    return this.expectRebuild();
  }

  /** Throws NOT_FOUND where there is nothing to compare with. */
  async compare(): Promise<ComparedTables & { schema: string }> {
    const { schema, state } = await this.expectRebuild();
    return { schema, ...(await compareTables(this.database, this.jsm, schema, state === 'ready')) };
  }

  /** Puts the rebuild in the place of the live tables, which are retired. Throws SWITCH_REFUSED, SWITCH_BLOCKED and NOT_FOUND. */
  async switch(accepted: readonly AcceptableObjection[]): Promise<{ schema: string; retired: string; pausedMs: number }> {
    const { schema, objections: raised, foreignViews } = await this.compare();
    const standing = raised.filter((objection) => !(accepted as readonly string[]).includes(objection));
    if (standing.length > 0) {
      const reasons = standing.map((objection) => `${objections[objection]} (${objection})`);
      throw new AppError('SWITCH_REFUSED', { detail: [...reasons, ...foreignViews].join(', ') });
    }
    const retired = schemaName('retired', new Date());
    const { pausedMs } = await this.change(schema, retired);
    this.logger.log({ schema, retired, pausedMs, msg: 'the rebuild is live' });
    return { schema, retired, pausedMs };
  }

  /** Removes what was built or retired, whatever state it is in; names of the schemas that are gone. */
  async drop(kind: SchemaKind): Promise<string[]> {
    const dropped = await this.builders.inTurn(async () => {
      if (kind === 'rebuild') await this.builders.leave();
      return keepTables(this.databaseUrl, async (keeper) => {
        const schemas = (await findSchemas(keeper.query.bind(keeper), kind)).map(({ name }) => name);
        for (const schema of schemas) await dropSchema(keeper, schema);
        return schemas;
      });
    });
    this.logger.log({ schemas: dropped, msg: `dropped what was ${kind}` });
    return dropped;
  }

  private async change(rebuild: string, retired: string) {
    return this.builders.inTurn(async () => {
      // The batch in hand waits for the switch, so leaving ends only after it.
      let left: Promise<void> = Promise.resolve();
      const leave = () => {
        left = this.builders.leave();
      };
      const step = (keeper: Writer) => switchTables(keeper, { live: liveSchema, rebuild, retired }, patienceMs, leave);
      const switched = await keepTables(this.databaseUrl, step);
      await left;
      return switched;
    });
  }

  private async expectRebuild(): Promise<RebuildStatus> {
    const status = await this.status();
    if (status === null)
      throw new AppError('NOT_FOUND', { detail: 'there is no rebuild', fix: 'Begin one: `npx tape projections rebuild`' });
    return status;
  }
}
