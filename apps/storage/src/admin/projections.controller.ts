import { Projections, type ProjectionStatus } from '@tickettape/admin-answers';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { JSM } from '@tickettape/jetstream';
import { Database } from '../database/database.js';
import { LifeCycle } from '../life-cycle/life-cycle.js';
import type { Projector } from '../projector/projector.js';
import { Projectors } from '../projector/projectors.js';
import { streamInfo } from '../projector/stream.js';
import { problemOf } from './problem.js';

type Row = { name: string; version: number; stream_created: string; position: number; updated_at: string };

@ApiTags('projections')
@Controller('admin/projections')
export class ProjectionsController {
  constructor(
    private readonly projectors: Projectors,
    private readonly database: Database,
    private readonly lifeCycle: LifeCycle,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Where every projection stands, and its rebuild where there is one' })
  @ApiOkResponse({ standardSchema: Projections })
  async list(): Promise<ProjectionStatus[]> {
    // Without the database or NATS this replica still says what it knows and what is wrong.
    const rows = await this.database
      .query<Row>('select name, version, stream_created, position, updated_at from projections')
      .catch(() => []);
    const rebuild = await this.lifeCycle.status().catch(() => null);
    return Promise.all(
      this.projectors.all.map(async (projector) => ({
        ...(await this.statusOf(projector, rows)),
        rebuild: rebuild?.projections.find(({ name }) => name === projector.projection.name) ?? null,
      })),
    );
  }

  private async statusOf({ projection, progress }: Projector, rows: readonly Row[]): Promise<Omit<ProjectionStatus, 'rebuild'>> {
    const { name, version, stream } = projection;
    const row = rows.find((candidate) => candidate.name === name);
    const info = await streamInfo(this.jsm, stream).catch(() => null);
    const position = row?.position ?? progress.position;
    const lastSequence = info?.state.last_seq ?? progress.lastSequence;
    return {
      name,
      version: row?.version ?? version,
      stream,
      streamCreated: row?.stream_created ?? progress.streamCreated,
      position,
      lastSequence,
      lag: Math.max(0, lastSequence - position),
      updatedAt: row?.updated_at ?? null,
      state: progress.state,
      problem: problemOf(progress.error),
    };
  }
}
